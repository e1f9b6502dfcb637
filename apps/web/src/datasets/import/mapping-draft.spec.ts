import type { ImportColumn, ImportInspection, ImportRow } from '@liaison/contracts';
import { describe, expect, it } from 'vitest';
import { draftOf, learnWords, mapColumn, mappingOf, mappingProblem, mapWord } from './mapping-draft.js';

const column = (part: Partial<ImportColumn> & Pick<ImportColumn, 'name'>): ImportColumn => ({
  samples: [],
  field: null,
  words: [],
  ...part,
});
const state = column({
  name: 'State',
  field: 'status',
  samples: ['open'],
  words: [
    { word: 'open', value: 'received' },
    { word: 'odd', value: null },
  ],
});
const remark = column({ name: 'Remark', samples: ['yes', 'no'] });
const inspection: ImportInspection = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ';',
  bare: false,
  columns: [column({ name: 'Ref', field: 'reference' }), state, remark],
};

describe('the mapping of a file', () => {
  it('begins with what the server suggests', () => {
    expect(draftOf(inspection)).toEqual({
      columns: { Ref: 'reference', State: 'status', Remark: null },
      words: { status: { open: 'received', odd: null } },
    });
  });

  it('gives a field one column, and forgets the words of a field that has none', () => {
    const moved = mapColumn(draftOf(inspection), remark, 'status');
    expect(moved.columns).toMatchObject({ State: null, Remark: 'status' });
    const dropped = mapColumn(moved, remark, null);
    expect(dropped.words).toEqual({});
  });

  it('sends no word without a meaning', () => {
    expect(mappingOf(draftOf(inspection)).words).toEqual({ status: { open: 'received' } });
    expect(mappingOf(mapWord(draftOf(inspection), 'status', 'odd', 'closed')).words).toEqual({
      status: { open: 'received', odd: 'closed' },
    });
  });

  it('learns the words that a dry run did not understand', () => {
    const row: ImportRow = {
      row: 3,
      place: 'line 4',
      known: 'error',
      summary: { State: ' new word ' },
      errors: [{ field: 'status', reason: '', mend: '' }],
    };
    expect(learnWords(draftOf(inspection), [row]).words.status).toEqual({
      open: 'received',
      odd: null,
      'new word': null,
    });
  });

  it('asks for the column of the reference', () => {
    expect(mappingProblem(draftOf(inspection))).toBeNull();
    expect(mappingProblem({ columns: { Ref: null }, words: {} })).not.toBeNull();
  });
});
