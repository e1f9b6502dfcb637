import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a last day', () => {
  it.each(['UTC', 'America/Los_Angeles', 'Europe/Amsterdam', 'Pacific/Kiritimati'])('is itself in %s', async (zone) => {
    vi.stubEnv('TZ', zone);
    vi.resetModules();
    const { lastDayOf, shortDay, shortTime } = await import('./time.js');
    // The zone took hold: at ten in the evening of UTC it is another day in the east.
    const evening = shortTime('2024-12-10T22:30:00.000Z', Date.parse('2026-01-01T00:00:00Z'));
    expect(evening.includes('11')).toBe(zone === 'Pacific/Kiritimati');
    expect(lastDayOf('2026-12-11T00:00:00.000Z')).toBe('2026-12-10');
    expect(shortDay(lastDayOf('2026-12-11T00:00:00.000Z'))).toMatch(/\b10\b/);
  });
});
