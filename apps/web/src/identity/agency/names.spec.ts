import { expect, it } from 'vitest';
import { handleFor, signInNameFor } from './names.js';

it.each([
  ['Ana Visser', 'ana.visser'],
  ['  José  María Ñúñez ', 'jose.maria.nunez'],
  ['Søren Ægir Łuk', 'soren.aegir.luk'],
  ["Siobhán O'Brien-Kelly", 'siobhan.o.brien-kelly'],
  ['Ελένη', ''],
])('the handle proposed for %s is %s', (name, handle) => {
  expect(handleFor(name)).toBe(handle);
});

it('a sign-in name ends with the agency in small letters', () => {
  expect(signInNameFor('ana.visser', 'NL')).toBe('ana.visser@nl');
  expect(signInNameFor('', 'NL')).toBe('');
});
