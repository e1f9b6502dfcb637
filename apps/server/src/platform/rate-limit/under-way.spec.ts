import { UnderWay } from './under-way.js';

it('so many of a person go at once, the rest in its order; others are not held up', async () => {
  const underWay = new UnderWay(2);
  const begun: string[] = [];
  const enter = (name: string, person = 'ana'): Promise<() => void> =>
    underWay.enter(person).then((leave) => {
      begun.push(name);
      return leave;
    });
  const first = await enter('first');
  await enter('second');
  const third = enter('third');
  const fourth = enter('fourth');
  await enter('other', 'luc');
  expect(begun).toEqual(['first', 'second', 'other']);
  expect([underWay.isFull('ana'), underWay.isFull('luc')]).toEqual([true, false]);
  first();
  first();
  (await third)();
  (await fourth)();
  expect(begun).toEqual(['first', 'second', 'other', 'third', 'fourth']);
  expect(underWay.isFull('ana')).toBe(false);
});
