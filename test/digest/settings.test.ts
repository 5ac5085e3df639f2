import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDigestOrder } from '../../src/digest/read-order.ts';
import { createTimetable } from '../../src/digest/schedule.ts';
import { backOn, createSettings, endedBy, pausedUntil } from '../../src/digest/settings.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';

const today = '2026-11-23';
const now = () => new Date('2026-11-23T09:00:00Z');
const defaults = { isOn: true, day: 'monday', time: '08:00' } as const;

test.each([
  ['monday 8:30', { kind: 'when', day: 'monday', time: '08:30' }],
  ['Every Friday at 7am', { kind: 'when', day: 'friday', time: '07:00' }],
  ['tue 16.15', { kind: 'when', day: 'tuesday', time: '16:15' }],
  ['on thursdays', { kind: 'when', day: 'thursday', time: null }],
  ['9', { kind: 'when', day: null, time: '09:00' }],
  ['12 am', { kind: 'when', day: null, time: '00:00' }],
  ['noon, wed', { kind: 'when', day: 'wednesday', time: '12:00' }],
  ['now', { kind: 'now' }],
  [' OFF ', { kind: 'off' }],
  ['', { kind: 'settings' }],
  ['help', { kind: 'help' }],
  ['pause until 7 Jan', { kind: 'pause', until: '2027-01-07' }],
  ['pause until 2026-12-07', { kind: 'pause', until: '2026-12-07' }],
  ['pause until monday', { kind: 'pause', until: '2026-11-30' }],
  ['pause until 23 Nov', { kind: 'unknown' }],
  ['pause until today', { kind: 'unknown' }],
  ['pause until 2026-11-01', { kind: 'unknown' }],
  ['pause', { kind: 'unknown' }],
  ['monday 25:00', { kind: 'unknown' }],
  ['monday tuesday', { kind: 'unknown' }],
  ['13pm', { kind: 'unknown' }],
  ['m', { kind: 'unknown' }],
  ['every', { kind: 'unknown' }],
  ['Priya', { kind: 'unknown' }],
])('“%s” is read as meant', (typed, order) => {
  expect(readDigestOrder(typed, today, false)).toEqual(order);
});

test('anything typed is an order or unknown, and a time is always one of the day', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const order = readDigestOrder(typed, today, false);
      if (order.kind === 'when' && order.time !== null) {
        expect(order.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      }
    }),
  );
});

test('who never chose has the defaults, and a choice is kept with its time', async () => {
  const settings = createSettings({ state: stateInMemory(), defaults, now });
  expect(await settings.get('U1')).toMatchObject({
    ...defaults,
    isQuiet: false,
    holidays: [],
    chosenAt: null,
  });
  await settings.change('U1', { day: 'friday', time: '07:15' });
  await settings.change('U2', { isQuiet: true });
  expect(await settings.get('U1')).toMatchObject({ isOn: true, day: 'friday', time: '07:15' });
  const all = await settings.all();
  expect([...all.keys()].toSorted()).toEqual(['U1', 'U2']);
  expect(all.get('U1')?.chosenAt).toBe(now().toISOString());
  expect(all.get('U2')).toMatchObject({ ...defaults, isQuiet: true, chosenAt: null });
});

test('a form that hands day and time back as they were chooses no time either', async () => {
  const settings = createSettings({ state: stateInMemory(), defaults, now });
  const { isOn, day, time } = defaults;
  await settings.change('U1', { isOn, day, time, isQuiet: true });
  expect((await settings.get('U1')).chosenAt).toBeNull();
  await settings.change('U1', { isOn, day, time: '07:15' });
  expect((await settings.get('U1')).chosenAt).toBe(now().toISOString());
});

test('a pause and a wish for quiet weeks choose no time: what was due before is owed as ever', async () => {
  const settings = createSettings({ state: stateInMemory(), defaults, now });
  const tuesday = '2026-11-24';
  const before = await settings.change('U1', { isQuiet: true });
  const paused = await settings.change('U1', {
    holidays: [...pausedUntil(before, tuesday, '2026-11-26')],
  });
  const rep = { user: 'U1', zone: 'UTC', since: '2026-11-01T08:00:00.000Z' };
  const owed = createTimetable().slotFor(rep, paused, new Date(`${tuesday}T09:00:00Z`));
  expect(owed?.day).toBe(today);
});

test('settings that cannot be read count as none', async () => {
  const state = stateInMemory();
  const settings = createSettings({ state, defaults, now });
  const data = { user: 'U1', digest: { day: 'someday' } };
  await state.put({ id: 'settings-u1', kind: 'settings', data, noteIds: [], tags: ['kind:settings'] });
  expect(await settings.get('U1')).toEqual(settings.defaults);
  expect(await settings.all()).toEqual(new Map());
  await expect(settings.change('U1', { time: '25:00' })).rejects.toThrow();
});

test('of more pauses than are kept the newest one holds, so that no digest comes in it', async () => {
  const settings = createSettings({ state: stateInMemory(), defaults, now });
  const past = Array.from({ length: 10 }, (_, index) => {
    const month = `2026-${String(index + 1).padStart(2, '0')}`;
    return { from: `${month}-02`, until: `${month}-03` };
  });
  const before = await settings.change('U1', { holidays: past });
  await settings.change('U1', { holidays: [...pausedUntil(before, today, '2026-12-07')] });
  expect(backOn(await settings.get('U1'), '2026-11-30')).toBe('2026-12-07');
});

test('a pause runs up to the day before the rep is back, and ends when they say so', () => {
  const settings = { ...defaults, isQuiet: false, chosenAt: null, holidays: [] };
  const away = { ...settings, holidays: [...pausedUntil(settings, today, '2026-12-07')] };
  expect(away.holidays).toEqual([{ from: today, until: '2026-12-06' }]);
  expect(backOn(away, '2026-12-06')).toBe('2026-12-07');
  expect(backOn(away, '2026-12-07')).toBeNull();
  expect(endedBy(away, '2026-11-30')).toEqual([{ from: today, until: '2026-11-29' }]);
  expect(pausedUntil(away, '2026-11-30', '2026-12-02')).toEqual([
    { from: today, until: '2026-11-29' },
    { from: '2026-11-30', until: '2026-12-01' },
  ]);
  expect(pausedUntil(settings, today, today)).toEqual([]);
});
