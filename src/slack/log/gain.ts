import type { Gain } from '../../brief/brief.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { dueName } from '../dates.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';

/** What a note did to the score, with parts that add up, and what it opened; null when it did nothing. */
export function gainText(gain: Gain, today: string): Markup | null {
  const news = gain.news.map((signal) => newsText(signal, today));
  const move = moveText(gain);
  if (!move && news.length === 0) return null;
  return lines([move, news.length > 0 ? md`Now open: ${lines(news, ' · ')}` : null]);
}

/** "67 → 75 Hot: pilot agreed +8", with parts that add up; null without a score. */
export function moveText({ before, after, parts }: Omit<Gain, 'news'>): Markup | null {
  if (!after) return null;
  if (!before) return md`Score *${after.value} ${after.band}*`;
  const said = parts.map(({ label, points }) => md`${label} ${signed(points)}`);
  if (said.length === 0) return md`Score stays at *${after.value} ${after.band}*`;
  return md`${before.value} → *${after.value} ${after.band}*: ${lines(said, ', ')}`;
}

function newsText({ kind, who, text, dueOn }: Signal, today: string): Markup {
  const due = dueOn ? md` by ${dueName(dueOn, today)}` : md``;
  if (kind !== 'promise') return md`${text}`;
  return md`${who === 'us' ? 'you promised' : 'they promised'}: ${text}${due}`;
}

/** "+20", "-8", "0". */
export function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points);
}
