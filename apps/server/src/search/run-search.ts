import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { SearchAnswer, SearchHit } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import {
  searchDatasets,
  searchMessages,
  searchThreads,
  UnitOfWork,
  type Act,
  type SearchFilter,
} from '@liaison/persistence';
import { placeInTime } from '../platform/input/place.js';
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
      const messages = await searchMessages(tx, filter, from, pageSize + 1);
      const named =
        from === null && isByNameToo(filter)
          ? [...(await searchDatasets(tx, filter, few)), ...(await searchThreads(tx, filter, few))]
          : [];
      const page = messages.slice(0, pageSize);
      const hits = [...named, ...page];
      record(act, input, hits);
      return { hits, next: messages.length > pageSize ? nextOf(page.at(-1)) : null };
    });
  }
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

/** Titles and references have no author, agency or time to filter by. */
const isByNameToo = (f: SearchFilter): boolean =>
  f.words.length >= 2 && !f.unread && [f.author, f.agency, f.dataset, f.after, f.before].every((chip) => chip === null);

/** The filters and the ids shown; the words only as a salted digest and their length. */
function record(act: Act, input: SearchDto, hits: readonly SearchHit[]): void {
  for (const hit of hits) act.touch(hit.kind, hit.id);
  const words = input.q ?? '';
  const salt = randomBytes(16).toString('base64url');
  act
    .note('words', createHash('sha256').update(salt).update(words).digest('base64url'))
    .note('salt', salt)
    .note('length', words.length);
  for (const chip of ['from', 'agency', 'dataset', 'before', 'after', 'is'] as const)
    if (input[chip] !== undefined) act.note(chip, input[chip]);
}

const nextOf = (last: SearchHit | undefined): string | null => (last ? `${last.at}/${last.id}` : null);
