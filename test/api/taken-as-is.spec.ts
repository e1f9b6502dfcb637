import { newId } from '@liaison/domain';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { array, assert, constantFrom, dictionary, jsonValue, oneof, property, type Arbitrary } from 'fast-check';
import * as commands from '../../apps/server/src/commands/command.dto.js';
import * as datasets from '../../apps/server/src/datasets/dataset.dto.js';
import * as imports from '../../apps/server/src/datasets/imports/import.dto.js';
import * as left from '../../apps/server/src/datasets/left.dto.js';
import * as reading from '../../apps/server/src/datasets/read.dto.js';
import * as releases from '../../apps/server/src/datasets/release.dto.js';
import * as shares from '../../apps/server/src/datasets/share.dto.js';
import * as directory from '../../apps/server/src/identity/directory.dto.js';
import * as drafts from '../../apps/server/src/identity/draft.dto.js';
import * as sessions from '../../apps/server/src/identity/session.dto.js';
import * as compartments from '../../apps/server/src/operations/compartment.dto.js';
import * as members from '../../apps/server/src/operations/member.dto.js';
import * as operations from '../../apps/server/src/operations/operation.dto.js';
import * as participation from '../../apps/server/src/operations/participation.dto.js';
import * as grounds from '../../apps/server/src/platform/input/ground.dto.js';
import * as marking from '../../apps/server/src/platform/input/marking.dto.js';
import { takenAsIs } from '../../apps/server/src/platform/input/taken-as-is.js';
import * as relay from '../../apps/server/src/relay/relay.dto.js';
import * as threads from '../../apps/server/src/threads/thread.dto.js';

type Dto = new () => object;

const isDto = (exported: unknown): exported is Dto =>
  typeof exported === 'function' && fieldsOf(exported as Dto).length > 0;
const fieldsOf = (dto: Dto): string[] => [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(dto, '', false, false)
      .map(({ propertyName }) => propertyName),
  ),
];
const rooms = [
  commands,
  datasets,
  imports,
  left,
  reading,
  releases,
  shares,
  directory,
  drafts,
  sessions,
  compartments,
  members,
  operations,
  participation,
  grounds,
  marking,
  relay,
  threads,
];
/** Queries come as text and their fields are converted; only what comes as JSON may take the short way. */
const isOfQuery = (dto: Dto): boolean =>
  fieldsOf(dto).some((name) => (plainToInstance(dto, { [name]: '1' }) as Record<string, unknown>)[name] !== '1');
const all = rooms.flatMap((module) => Object.values(module) as unknown[]).filter(isDto);
const dtos = all.filter((dto) => !isOfQuery(dto));

/** By class-validator and class-transformer, as the pipe asks them. */
function theLongWay(dto: Dto, given: object): object | undefined {
  const made = plainToInstance(dto, given);
  const rules = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
  return validateSync(made, rules).length === 0 ? made : undefined;
}

const marked = { classification: 'R-UE/EU-R', tlp: 'AMBER', pap: 'AMBER', handling: ['H1'], h3Text: null };
const stream = { stream: `compartment:${newId()}`, epoch: null, position: 4 };
const likely = [
  newId(),
  'en',
  'a text',
  '',
  'NL',
  '2025-09-15',
  '2025-09-15T08:00:00Z',
  'message.post',
  1,
  0,
  2 ** 31,
  -1,
];
const lists = [
  [],
  [newId()],
  ['H1'],
  ['a', 1],
  [stream],
  [stream, { ...stream, position: -1 }],
  [[]],
  [null],
  [marked],
];
const nested = [
  marked,
  { ...marked, tlp: 'PINK' },
  { ...marked, more: 1 },
  { text: 'a text', language: 'en' },
  {},
  stream,
];
const value: Arbitrary<unknown> = oneof(
  constantFrom<unknown>(...likely, ...lists, ...nested, null, undefined, true, NaN),
  array(constantFrom<unknown>(...likely, ...nested), { maxLength: 3 }),
  jsonValue({ maxDepth: 2 }),
);
const inputOf = (dto: Dto): Arbitrary<object> =>
  dictionary(constantFrom(...fieldsOf(dto), 'unknown'), value, { noNullPrototype: true });

const post = { thread: newId(), text: 'a text', language: 'en' };
const full = { ...post, marking: marked, contentNote: 'note', quotes: newId(), plain: ['VIDTF17-7K3Q'] };
const envelope = { commandId: newId(), compartment: newId(), memberVer: 1, kind: 'message.post', input: post };

describe('the short way of input', () => {
  it.each(dtos.map((dto) => [dto.name, dto] as const))('takes of %s what the long way takes', (_name, dto) => {
    assert(
      property(inputOf(dto), (given) => expect(takenAsIs(dto, given)).toStrictEqual(theLongWay(dto, given))),
      { numRuns: 300 },
    );
  });

  it.each<[Dto, object]>([
    [commands.CommandDto, envelope],
    [threads.PostMessageDto, post],
    [threads.PostMessageDto, full],
    [threads.StartThreadDto, { title: 'A title', message: { text: 'a text', language: 'en', marking: marked } }],
    [marking.MarkingDto, marked],
    [relay.HelloDto, { streams: [stream, { ...stream, epoch: 'e' }] }],
  ])('makes of %p the same instances', (dto, given) => {
    expect(takenAsIs(dto, given)).toBeInstanceOf(dto);
    expect(takenAsIs(dto, given)).toStrictEqual(theLongWay(dto, given));
  });

  it.each([[[]], [null], [undefined], ['text'], [1]])('leaves %p, which is no object, to the long way', (given) => {
    expect(takenAsIs(threads.PostMessageDto, given)).toBeUndefined();
  });

  it('leaves what has no rules to the long way', () => expect(takenAsIs(Object, {})).toBeUndefined());
});
