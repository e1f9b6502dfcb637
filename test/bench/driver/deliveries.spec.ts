import { Deliveries } from './deliveries.js';
import { FloorDialect, ProductDialect, textOf } from './dialect.js';

const frame = (...numbers: readonly number[]): Buffer =>
  Buffer.from(`42["frame",${JSON.stringify(numbers.map((number) => ({ text: textOf(number) })))}]`);

describe('the check of what was delivered', () => {
  let deliveries: Deliveries;

  beforeEach(() => {
    deliveries = new Deliveries(2, new FloorDialect(), 7);
    for (let sent = 0; sent < 3; sent += 1) deliveries.sent(0);
  });

  const give = (member: number, ...numbers: readonly number[]): unknown =>
    deliveries.take(member, frame(...numbers), 5);

  it('is content when every member saw each message once, all in one order', () => {
    for (const member of [0, 1]) give(member, 8, 7);
    give(0, 9);
    expect(deliveries.delivered).toBe(5);
    give(1, 9);
    for (const number of [7, 8, 9]) deliveries.acknowledge(number, 4);
    expect(deliveries.problem).toBeNull();
    expect(deliveries.isDone).toBe(true);
    expect(deliveries.completeAt).toEqual([5, 5, 5]);
  });

  it('notices a message that is missing between two', () => {
    give(0, 7, 8, 9);
    give(1, 7);
    give(1, 9);
    expect(deliveries.problem).toMatch(/member 1 got 9 where 8 belongs/);
  });

  it('notices two members who saw different orders', () => {
    give(0, 7, 8);
    give(1, 8, 7);
    expect(deliveries.problem).toMatch(/where 7 belongs/);
  });

  it('notices a message that comes again', () => {
    give(0, 7);
    give(0, 7);
    expect(deliveries.problem).toMatch(/member 0 got 7 once too often/);
  });

  it('notices one that was never sent in this run', () => {
    give(0, 6);
    expect(deliveries.problem).toMatch(/never sent/);
  });

  it('is not done while one member lacks the last message', () => {
    give(0, 7, 8, 9);
    give(1, 7, 8);
    for (const number of [7, 8, 9]) deliveries.acknowledge(number, 4);
    expect(deliveries.isDone).toBe(false);
  });
});

describe('the words of the product', () => {
  const dialect = new ProductDialect({ compartment: 'c', thread: 't', memberVer: 1 });
  const headers = [
    { id: 'a', seq: 4 },
    { id: 'b', seq: 5 },
  ];
  const words = [
    { message: 'b', text: 'second' },
    { message: 'a', text: 'first' },
  ];

  it('are read in the order of the stream from the frame itself', () => {
    const frame = ['frame', { changes: { messages: headers }, texts: [{ thread: 't', texts: words }] }];
    expect(dialect.read(JSON.stringify(frame)).texts).toEqual(['first', 'second']);
  });
});
