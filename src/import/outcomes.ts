import { canonical } from '../memory/identity/names.ts';
import type { Outcome } from '../memory/note.ts';

/** What a cell on the outcome or the kind of a call says, likeliest reading first; of several cells the first that says something. */
const said: readonly (readonly [RegExp, Outcome])[] = [
  [
    /\b(?:no answer|no response|not answered|unanswered|unattended|unreached|not reached|left (?:a )?(?:live )?(?:message|voicemail|vm)|voicemail|voice mail|busy|wrong number|no show|noshow|missed|did not pick up|keine antwort|nicht erreicht|besetzt|mailbox|pas de reponse|absent|sin respuesta|buzon)\b/,
    'no_answer',
  ],
  [/\b(?:objection|concern raised|einwand)\b/, 'objection'],
  [
    /\b(?:next step|follow up agreed|meeting (?:booked|scheduled|set)|demo (?:booked|scheduled)|appointment set|requested more info|callback agreed|termin vereinbart|nachster schritt)\b/,
    'next_step',
  ],
  [
    /\b(?:connected|spoke|completed|held|answered|reached|interested|successful|attended|conversation|inbound|outbound|incoming|outgoing|gesprochen|erreicht|conecto|joint)\b/,
    'spoke',
  ],
  [
    /\b(?:call|meeting|phone|demo|lunch|visit|event|anruf|besprechung|reunion|appel|llamada|mote|samtal)\b/,
    'spoke',
  ],
  [
    /\b(?:note|email|e mail|mail|task|todo|to do|linkedin|sms|whatsapp|letter|notiz|aufgabe|deadline)\b/,
    'note',
  ],
];

/** An outcome as somebody of ours writes it. */
const own: Readonly<Record<string, Outcome>> = {
  won: 'won',
  lost: 'lost',
  'just a note': 'note',
  'next step agreed': 'next_step',
};

const planned =
  /^(?:canceled|cancelled|rescheduled|scheduled|not started|to do|planned|deferred|waiting|waiting on someone else|abgesagt|geplant|annule|cancelada)$/;

/** How the call went, `usual` where nothing tells; null where it was only planned, or called off. */
export function outcomeOf(cells: readonly string[], usual: Outcome): Outcome | null {
  const words = cells.map(canonical).filter((cell) => cell !== '');
  if (words.some((cell) => planned.test(cell))) return null;
  // That it was done says nothing of how it went, where another cell does.
  for (const cell of words.filter((one, _, all) => all.length === 1 || !/^(?:completed|done)$/.test(one))) {
    const known = own[cell] ?? said.find(([form]) => form.test(cell))?.[1];
    if (known) return known;
  }
  return usual;
}

const won =
  /^(?:closed ?won|won|deal won|gewonnen|abgeschlossen und gewonnen|gagne|ganado|ganada|vunnen|vunnet|appointment ?won|signed)$/;
const lost =
  /^(?:closed ?lost|lost|deal lost|verloren|abgeschlossen und verloren|perdu|perdido|perdida|forlorad|disqualified|closed lost to competition)$/;

/** What a stage says of its deal: won or lost; null while it is open. */
export function closedIn(stage: string): 'won' | 'lost' | null {
  const words = canonical(stage);
  if (won.test(words)) return 'won';
  return lost.test(words) ? 'lost' : null;
}
