import { hash } from 'node:crypto';
import { DestroyedByAct, type DestroyedOf } from './destroyed.js';

const of = (record: string, fields: readonly string[], numbers: number | null = null): DestroyedOf => ({
  record,
  fields,
  numbers,
});
const sumOf = (...all: readonly DestroyedOf[]) => {
  const act = new DestroyedByAct();
  all.forEach((one) => act.add(one));
  return act.sum();
};

it('is a chain of digests over record, sorted fields, and numbers where nothing else is left', () => {
  const sha256 = (text: string): string => hash('sha256', text, 'base64url');
  expect(sumOf(of('a', ['person', 'address']), of('b', ['operation'], 2))).toEqual({
    records: 2,
    fields: 3,
    digest: sha256(`${sha256('["a",["address","person"]]')}["b",["operation"],2]`),
  });
});

it.each([
  ['another record', of('b', ['person'])],
  ['another field', of('a', ['address'])],
  ['a number', of('a', ['person'], 0)],
])('is another one by %s', (_name, other) => {
  expect(sumOf(other).digest).not.toBe(sumOf(of('a', ['person'])).digest);
});

it('takes each record once, in the order of ids', () => {
  expect(() => sumOf(of('b', ['person']), of('a', ['person']))).toThrow('comes after');
  expect(() => sumOf(of('a', ['person']), of('a', ['address']))).toThrow('comes after');
});
