import { Calendar } from './calendar.js';

describe('the calendar of the demonstration', () => {
  it.each(['2026-11-23T03:00:00Z', '2026-11-25T11:30:00Z', '2026-11-28T22:00:00Z', '2026-11-29T23:59:59Z'])(
    'loaded at %s begins on the Monday of last week',
    (now) => {
      const calendar = new Calendar(new Date(now));
      expect(calendar.start.toISOString().slice(0, 10)).toBe('2026-11-16');
    },
  );

  it('lets nothing happen at night, at the weekend or in the future', () => {
    const now = new Date('2026-11-25T11:30:00Z');
    const calendar = new Calendar(now);
    const moments = Array.from({ length: 200 }, (_, step) => calendar.moment(step / 199));
    for (const at of moments) {
      expect([0, 6]).not.toContain(at.getUTCDay());
      expect(at.getUTCHours()).toBeGreaterThanOrEqual(6);
      expect(at.getUTCHours() + at.getUTCMinutes() / 60).toBeLessThanOrEqual(16);
      expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
    }
    expect(moments.at(-1)).toEqual(now);
  });

  it.each(['2026-11-23T03:00:00Z', '2026-11-28T22:00:00Z'])('at %s ends with Friday’s last minute', (now) => {
    const last = new Calendar(new Date(now)).moment(1);
    expect([last.getUTCDay(), last.getUTCHours()]).toEqual([5, 16]);
  });

  it('goes home in the evening and on in the morning', () => {
    const calendar = new Calendar(new Date('2026-11-25T11:30:00Z'));
    expect(calendar.later(new Date('2026-11-20T15:50:00Z'), 20).toISOString()).toBe('2026-11-23T06:10:00.000Z');
    expect(calendar.later(new Date('2026-11-25T11:20:00Z'), 60).toISOString()).toBe('2026-11-25T11:30:00.000Z');
  });
});
