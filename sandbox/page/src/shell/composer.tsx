import { type KeyboardEvent, useContext, useEffect, useId, useRef, useState } from 'react';
import type { Snapshot } from '../../../slack/snapshot.ts';
import { perform } from '../perform.ts';
import { Menu } from './menu.tsx';
import { SnapshotContext } from './names.tsx';
import { useToast } from './toasts.tsx';

/** One slash command of the manifest. */
type Command = Snapshot['commands'][number];

/** Commands that a line so far may become; none once the command is complete. */
export const completionsFor = (commands: readonly Command[], line: string): Command[] =>
  /^\/\S*$/.test(line) ? commands.filter(({ command }) => command.startsWith(line)) : [];

interface CompletionProps {
  id: string;
  commands: readonly Command[];
  active: number;
  app: string;
  onPick: (command: Command) => void;
}

/** The list over the composer. */
const Completion = ({ id, commands, active, app, onPick }: CompletionProps) => (
  <div className="popup up completion" id={id} role="listbox" tabIndex={-1} aria-label="Commands">
    {commands.map((one, index) => (
      <div
        key={one.command}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === active}
        data-active={index === active || undefined}
        onMouseDown={(event) => event.preventDefault()}
        onPointerUp={() => onPick(one)}
      >
        <span>
          <strong>{one.command}</strong> <span className="muted">{one.usage_hint}</span>
        </span>
        <small>
          {one.description} · {app}
        </small>
      </div>
    ))}
  </div>
);

/** The global shortcuts of the app. */
const Lightning = ({ user }: { user: string }) => {
  const snapshot = useContext(SnapshotContext);
  const toast = useToast();
  const shortcuts = snapshot?.shortcuts.filter(({ type }) => type === 'global') ?? [];
  if (shortcuts.length === 0) return null;
  const run = async (callbackId: string) => {
    const outcome = await perform({ verb: 'globalShortcut', user, callbackId });
    if (!outcome.ok) toast(outcome.error ?? 'That did not work.');
  };
  const items = shortcuts.map(({ name, callback_id: id, description }) => ({
    key: id,
    label: name,
    detail: description || (snapshot?.names.app ?? ''),
    onChoose: () => void run(id),
  }));
  const face = (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M9.5 1 3 9h4l-.6 6L13 7H8.8z" fill="currentColor" />
    </svg>
  );
  return <Menu label="Shortcuts" face={face} items={items} opens="up" />;
};

interface Props {
  user: string;
  channel: string;
  placeholder: string;
  /** Time of the message that is answered here. */
  thread?: string;
  /** A line to put in, anew with each object. */
  prefill?: { line: string } | undefined;
  /** A command was sent, which leaves no message of one's own. */
  onCommand?: () => void;
}

/** Larger ones are for a test: the page sends each as one call. */
const MOST_BYTES = 2_500_000;

const asBase64 = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};

/** Sends files by themselves, as Slack does once somebody has chosen them. */
const useAttaching = ({ user, channel, thread }: Props) => {
  const toast = useToast();
  return async (chosen: readonly File[]) => {
    if (chosen.length === 0) return;
    if (chosen.some(({ size }) => size > MOST_BYTES)) return toast('Files up to 2.5 MB can be sent here.');
    const files = await Promise.all(
      chosen.map(async (file) => ({ name: file.name, content: await asBase64(file) })),
    );
    await perform({ verb: 'say', user, channel, text: '', files, ...(thread && { thread }) });
  };
};

/** A button that opens the machine's own choice of files. */
const Attach = ({ onChoose }: { onChoose: (files: readonly File[]) => void }) => {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Attach a file"
        title="Attach a file"
        onClick={() => field.current?.click()}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M8 2.5v11M2.5 8h11" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
      </button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label="Files"
        onChange={({ target }) => {
          onChoose([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
};

const useSending = ({ user, channel, thread, onCommand }: Props) => {
  const toast = useToast();
  return async (line: string) => {
    if (!line.startsWith('/'))
      return perform({ verb: 'say', user, channel, text: line, ...(thread && { thread }) });
    if (thread) return toast(`${line.split(' ')[0]} is not supported in threads.`);
    onCommand?.();
    const outcome = await perform({ verb: 'runCommand', user, channel, line });
    // A failed command says so in the channel; a refused layout would otherwise be silent.
    if (!outcome.ok && outcome.ack === 'acked') toast(outcome.error ?? 'That did not work.');
    return outcome;
  };
};

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

const useComposer = (props: Props) => {
  const snapshot = useContext(SnapshotContext);
  const send = useSending(props);
  const [line, setLine] = useState('');
  const [active, setActive] = useState(0);
  const options = completionsFor(snapshot?.commands ?? [], line);
  const write = (text: string) => {
    setLine(text);
    setActive(0);
  };
  const submit = () => {
    if (line.trim() === '') return;
    void send(line.trim());
    write('');
  };
  const complete = ({ command }: Command) => write(`${command} `);
  const inList = (event: KeyboardEvent): boolean => {
    const by = MOVES[event.key];
    const current = options[active];
    if (!current) return false;
    if (by !== undefined) setActive((active + by + options.length) % options.length);
    else if (event.key === 'Tab' || (event.key === 'Enter' && current.command !== line)) complete(current);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isSending = event.key === 'Enter' && !event.shiftKey;
    if (inList(event)) event.preventDefault();
    else if (isSending) {
      event.preventDefault();
      submit();
    }
  };
  return { line, write, options, active, complete, submit, onKeyDown, app: snapshot?.names.app ?? '' };
};

/** Where one types messages and commands; Enter sends, Shift and Enter breaks the line. */
export const Composer = (props: Props) => {
  const { line, write, options, active, complete, submit, onKeyDown, app } = useComposer(props);
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const { channel, user, placeholder, prefill } = props;
  const attach = useAttaching(props);
  const put = useRef(write);
  put.current = write;
  useEffect(() => {
    if (!prefill) return;
    put.current(prefill.line);
    box.current?.focus();
  }, [prefill]);
  useEffect(() => {
    if (channel && window.matchMedia('(min-width: 720px)').matches) box.current?.focus();
  }, [channel]);
  return (
    <div className="composer">
      {options.length > 0 && (
        <Completion id={listId} commands={options} {...{ active, app }} onPick={complete} />
      )}
      <textarea
        ref={box}
        rows={Math.min(6, line.split('\n').length)}
        value={line}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-controls={options.length > 0 ? listId : undefined}
        aria-activedescendant={options.length > 0 ? `${listId}-${active}` : undefined}
        onChange={({ target }) => write(target.value)}
        onKeyDown={onKeyDown}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          void attach([...event.dataTransfer.files]);
        }}
      />
      <div className="composer-bar">
        <Attach onChoose={(files) => void attach(files)} />
        <Lightning user={user} />
        <span className="muted keys">Type / for commands</span>
        <button type="button" className="button primary send" disabled={line.trim() === ''} onClick={submit}>
          Send
        </button>
      </div>
    </div>
  );
};
