import { Window } from './window.js';

const stream = 'compartment:a';

describe('what went by a socket', () => {
  it('is told once, up to the last number', () => {
    const window = new Window();
    window.miss(stream, 7);
    window.miss(stream, 9);
    expect(window.lags(stream)).toBe(true);
    expect([window.toTell(stream), window.toTell(stream)]).toEqual([9, null]);
  });

  it('is told again after a pull that ended before it, and no more after one that did not', () => {
    const window = new Window();
    window.miss(stream, 7);
    window.toTell(stream);
    window.miss(stream, 9);
    expect(window.pulled(stream, 8)).toBe(9);
    expect(window.toTell(stream)).toBeNull();
    expect(window.pulled(stream, 9)).toBeNull();
    expect(window.lags(stream)).toBe(false);
  });

  it('is nothing for a socket that has pulled beyond it already', () => {
    const window = new Window();
    window.miss(stream, 7);
    expect(window.pulled(stream, 8)).toBeNull();
    expect(window.toTell(stream)).toBeNull();
  });
});
