import { newId } from '@liaison/domain';
import { mostBytes, read, written, type Hint } from './hint.js';

const stream = (): Hint => `compartment:${newId()}`;

describe('hints on the wire', () => {
  it('arrive as they were told, with who told them', () => {
    const told: Hint[] = [stream(), `person:${newId()}`, 'unseen', `ended:${newId()}`, `there:${newId()}:${newId()}`];
    expect(written('me', told).map(read)).toEqual([{ from: 'me', hints: told }]);
  });

  it('are cut into texts that a NOTIFY takes, and none is lost', () => {
    const told = Array.from({ length: 1_000 }, stream);
    const texts = written('me', told);
    expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(mostBytes);
    expect(texts.flatMap((text) => read(text).hints)).toEqual(told);
  });

  it('say nothing when there is nothing to say', () => expect(written('me', [])).toEqual([]));

  it.each([
    ['nothing', ''],
    ['another word', 'you dance'],
    ['an id that is none', 'you compartment:1'],
    ['more than an id', `you compartment:${newId()};drop`],
    ['a message', 'you {"text":"canary"}'],
    ['a flood', `you ${`compartment:${newId()} `.repeat(1_000)}`],
  ])('that are %s are passed over', (_name, text) => expect(read(text).hints).toEqual([]));
});
