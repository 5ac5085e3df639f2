import { useId, useState } from 'react';
import type { HeldNote, LastBrief } from '../../../drawer/holdings.ts';
import type { Line } from './traffic.tsx';
import { useReading } from './use-drawer.ts';

interface Reading {
  notes: readonly HeldNote[];
  trouble?: string;
  brief: LastBrief | null;
}

const why = ({ searches }: LastBrief['notes'][number], isSearched: boolean): string => {
  const best = searches[0];
  if (best) return `by meaning, place ${best.place} for “${best.query}”`;
  return isSearched ? 'by date or by its words' : 'by date';
};

const howChosen = ({ notes, searches }: LastBrief): string =>
  searches === 0
    ? `All ${notes.length} notes fit, so none had to be searched for.`
    : `${notes.length} notes were read after ${searches} searches by meaning.`;

const Brief = ({ brief }: { brief: LastBrief }) => (
  <section>
    <h3>What the model last read for a brief</h3>
    <p className="muted">{howChosen(brief)}</p>
    <ol className="cards">
      {brief.notes.map((note, index) => (
        <li key={note.id ?? index}>
          <p className="card-top">
            <strong>{note.day}</strong>
            <span className={note.searches.length > 0 ? 'tag meaning' : 'tag'}>
              {why(note, brief.searches > 0)}
            </span>
          </p>
          <p className="clamped">{note.text}</p>
        </li>
      ))}
    </ol>
    {brief.leftOut.length > 0 && (
      <p className="muted">
        Found by meaning and left out, since the prompt was full: {brief.leftOut.length}.
      </p>
    )}
  </section>
);

const Held = ({ note }: { note: HeldNote }) => (
  <li>
    <p className="card-top">
      <strong>{note.date.slice(0, 10)}</strong>
      <code>{note.id}</code>
    </p>
    <p className="clamped">{note.text}</p>
    <p className="tags">
      {note.tags.map((tag) => (
        <span className="tag" key={tag}>
          {tag}
        </span>
      ))}
    </p>
  </li>
);

const SHOWN = 100;

const Holdings = ({ notes }: { notes: readonly HeldNote[] }) => {
  const [query, setQuery] = useState('');
  const id = useId();
  const wanted = query.toLowerCase();
  const found = notes.filter(({ text, tags }) => `${text} ${tags.join(' ')}`.toLowerCase().includes(wanted));
  return (
    <section>
      <h3>{notes.length} notes are held</h3>
      <label htmlFor={id} className="visually-hidden">
        Find among the notes
      </label>
      <input
        id={id}
        type="search"
        className="text-field"
        placeholder="Find words or tags, as in vis:private"
        value={query}
        onChange={({ target }) => setQuery(target.value)}
      />
      <ol className="cards">
        {found.slice(0, SHOWN).map((note) => (
          <Held key={note.id} note={note} />
        ))}
      </ol>
      {found.length > SHOWN && <p className="muted">{found.length - SHOWN} more.</p>}
    </section>
  );
};

/** What memory holds, and which of it the last brief read. */
export const MemoryTab = ({ lines, kind }: { lines: readonly Line[]; kind: string }) => {
  const mark = lines.findLast(({ side }) => side !== 'slack')?.id ?? 0;
  const reading = useReading<Reading>('/drawer/memory', mark);
  if (!reading) return <p className="muted">Reading the memory…</p>;
  return (
    <>
      <p className="muted">Read straight from the memory ({kind}), past the switches.</p>
      {reading.trouble && <p className="field-error">{reading.trouble}</p>}
      {reading.brief ? <Brief brief={reading.brief} /> : <p className="muted">No brief has been read yet.</p>}
      <Holdings notes={reading.notes} />
    </>
  );
};
