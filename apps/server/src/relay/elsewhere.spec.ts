import { Elsewhere } from './elsewhere.js';

describe('who is there at other processes', () => {
  const here = (): Elsewhere => new Elsewhere(10);

  it('is there while one of them says so', () => {
    const elsewhere = here();
    expect(elsewhere.there('a', 'room', 'luc', 0)).toBe(true);
    expect(elsewhere.there('b', 'room', 'luc', 0)).toBe(false);
    expect(elsewhere.gone('a', 'room', 'luc')).toBe(false);
    expect(elsewhere.people('room')).toEqual(['luc']);
    expect(elsewhere.gone('b', 'room', 'luc')).toBe(true);
    expect(elsewhere.people('room')).toEqual([]);
  });

  it('is forgotten when its process falls silent, and only then', () => {
    const elsewhere = here();
    elsewhere.there('a', 'room', 'luc', 0);
    elsewhere.there('b', 'room', 'mia', 0);
    elsewhere.there('b', 'room', 'mia', 8);
    expect([...elsewhere.expire(10)]).toEqual([]);
    expect([...elsewhere.expire(11)]).toEqual(['room']);
    expect(elsewhere.people('room')).toEqual(['mia']);
  });

  it('is not taken away by a process that never said it', () => {
    const elsewhere = here();
    elsewhere.there('a', 'room', 'luc', 0);
    expect(elsewhere.gone('b', 'room', 'luc')).toBe(false);
    expect(elsewhere.people('room')).toEqual(['luc']);
  });
});
