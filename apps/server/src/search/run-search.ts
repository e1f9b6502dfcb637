import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { SearchAnswer } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import {
  searchDatasets,
  searchGroundOf,
  searchMessages,
  searchThreads,
  UnitOfWork,
  type Act,
  type Find,
  type SearchFilter,
  type Tx,
} from '@liaison/persistence';
import { afterInTime, beforeInTime, onePage, placeInTime } from '../platform/input/place.js';
import type { SearchDto } from './search.dto.js';

const pageSize = 30;
const few = 8;

/** Messages, threads and datasets in one place, inside what the reader may see. */
@Injectable()
export class RunSearch {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, input: SearchDto): Promise<SearchAnswer> {
    const filter = filterOf(input);
    const from = input.next === undefined ? null : placeInTime(input.next);
    return this.unitOfWork.read(actor, 'search.run', async (tx, act) => {
      act.require('search.run', {}).in(filter.operation, filter.compartment);
      act.because(await searchGroundOf(tx, actor, input.ground));
      const { finds: messages, searchedTo } = await searchMessages(tx, filter, from, pageSize + 1);
      const { items, next } = onePage(messages, pageSize, ({ hit }) => afterInTime(hit));
      const finds = [...(from === null ? await searchByName(tx, filter) : []), ...items];
      record(act, input, finds);
      return { hits: finds.map(({ hit }) => hit), next: next ?? (searchedTo && beforeInTime(searchedTo)), searchedTo };
    });
  }
}

/** Titles and references have no author, agency or time to filter by; a thread has the dataset it is about. */
async function searchByName(tx: Tx, f: SearchFilter): Promise<Find[]> {
  if (f.unread || [f.author, f.agency, f.after, f.before].some((chip) => chip !== null)) return [];
  const named = f.words.length >= 2;
  const threads = named || f.dataset !== null ? await searchThreads(tx, f, few) : [];
  return [...(named && f.dataset === null ? await searchDatasets(tx, f, few) : []), ...threads];
}

function filterOf(input: SearchDto): SearchFilter {
  const words = (input.q ?? '').trim();
  const chips = [
    input.operation,
    input.compartment,
    input.from,
    input.agency,
    input.dataset,
    input.before,
    input.after,
    input.is,
  ];
  if (words === '' && chips.every((chip) => chip === undefined))
    throw invalid('q', 'must not be empty without a filter');
  return {
    words,
    operation: input.operation ?? null,
    compartment: input.compartment ?? null,
    author: input.from ?? null,
    agency: input.agency ?? null,
    dataset: input.dataset ?? null,
    after: input.after ?? null,
    before: input.before ?? null,
    unread: input.is === 'unread',
  };
}

/** The filters and the ids shown; the words only as a salted digest and their length. */
function record(act: Act, input: SearchDto, finds: readonly Find[]): void {
  for (const { hit, owner, version } of finds)
    act.touch(hit.kind, hit.id, { owner, version, ref: hit.kind === 'dataset' ? hit.title : null });
  // By an object the record is found with what else names somebody, when that person is erased.
  if (input.from !== undefined) act.touch('person', input.from);
  act.noteWords(input.q ?? '');
  for (const chip of ['from', 'agency', 'dataset', 'before', 'after', 'is'] as const)
    if (input[chip] !== undefined) act.note(chip, input[chip]);
}
