import { useContext } from 'react';
import { perform } from '../hand.ts';
import { SnapshotContext } from './names.tsx';

/** What the bot suggests to ask, above the composer of its DM; one is sent as if it were typed. */
export const Prompts = ({ user, channel }: { user: string; channel: string }) => {
  const suggested = useContext(SnapshotContext)?.prompts;
  if (!suggested) return null;
  const title = suggested.title ?? 'Suggestions';
  return (
    <fieldset className="prompts">
      <legend className="muted">{title}</legend>
      {suggested.prompts.map((prompt) => (
        <button
          type="button"
          className="button"
          key={prompt.title}
          title={prompt.message}
          onClick={() => void perform({ verb: 'say', user, channel, text: prompt.message })}
        >
          {prompt.title}
        </button>
      ))}
    </fieldset>
  );
};
