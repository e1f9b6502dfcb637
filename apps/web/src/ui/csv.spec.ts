import { expect, it } from 'vitest';
import { csvOf } from './csv.js';

const columns = [
  { header: 'who', value: (row: { who: string | null; n: number }) => row.who },
  { header: 'n', value: (row: { who: string | null; n: number }) => row.n },
];

it('is a table as the server makes them', () => {
  expect(csvOf(columns, [{ who: 'a "b"; c', n: 2 }])).toBe('\uFEFFwho;n\r\n"a ""b""; c";2\r\n');
});

it.each(['=1+1', '+1', '-1', '@x', '\tx'])('makes %j plain text for a spreadsheet', (who) => {
  expect(csvOf(columns, [{ who, n: 1 }])).toContain(`"'${who}";1`);
});

it('writes nothing for nothing', () => {
  expect(csvOf(columns, [{ who: null, n: 0 }])).toContain('\n;0');
});
