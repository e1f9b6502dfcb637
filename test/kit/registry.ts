import type {
  CommandAnswer,
  CommandInputs,
  CommandKind,
  DatasetView,
  Id,
  LiveShare,
  Page,
  Problem,
  ShareHeader,
} from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Answer } from './browser.js';
import { room, type Room } from './operation.js';
import { as, ok, type Agency, type Person } from './world.js';

/** A room of three agencies in which datasets are registered; SE is in no more than the directory. */
export interface Registry extends Room {
  readonly de: Agency;
  readonly se: Agency;
  /** Investigator of DE. */
  readonly dora: Person;
  readonly lead: Person;
  /** All participants. */
  readonly all: Id;
  /** NL and FR, without DE. */
  readonly nlFr: Id;
  home(person: Person): Promise<Id>;
}

export async function registry(): Promise<Registry> {
  const world = await room();
  const de = await world.agency('DE');
  const se = await world.agency('SE');
  await world.operation.join(de);
  const dora = await world.operation.member(de, 'dora.klein');
  const { lead } = world.operation;
  const all = (await world.operation.theirs(world.ana, 'all')).id;
  const nlFr = (await world.operation.compartment(world.ana, { agencies: [world.nl, world.fr] })).id;
  const home = async (person: Person): Promise<Id> => (await world.operation.theirs(person, 'agency')).id;
  return Object.assign(world, { de, se, dora, lead, all, nlFr, home });
}

interface Envelope {
  readonly memberVer?: number;
  readonly commandId?: Id;
}

/** Sends one command as a browser does, with the audience that its person sees now. */
export async function command<K extends CommandKind>(
  world: Room,
  person: Person,
  compartment: Id,
  kind: K,
  input: CommandInputs[K],
  envelope: Envelope = {},
): Promise<Answer<CommandAnswer & Problem>> {
  const seen = (await world.operation.view(person)).compartments.find(({ id }) => id === compartment)?.memberVer;
  const memberVer = envelope.memberVer ?? seen ?? 1;
  const headers = { 'Idempotency-Key': envelope.commandId ?? newId() };
  return as(person).send('POST', `/compartments/${compartment}/commands`, { kind, memberVer, input }, headers);
}

/** The id of what a command made. */
export async function made(answer: Promise<Answer<CommandAnswer>>): Promise<Id> {
  const { id } = ok(await answer);
  if (id === null) throw new Error('nothing was made');
  return id;
}

/** Registers a dataset in the person's own compartment. */
export const registered = async (
  world: Registry,
  person: Person,
  input: Partial<CommandInputs['dataset.register']> = {},
): Promise<Id> =>
  made(command(world, person, await world.home(person), 'dataset.register', { origin: person.agency.id, ...input }));

export const shared = (world: Registry, person: Person, dataset: Id, compartment: Id): Promise<Id> =>
  made(command(world, person, compartment, 'dataset.share', { dataset }));

/** One of the operation's grounds, which every reader of the tests states. */
export const ground = 'Victim identification';

export const viewed = (person: Person, dataset: Id, stated = ground): Promise<Answer<DatasetView & Problem>> =>
  as(person).get(`/datasets/${dataset}?ground=${encodeURIComponent(stated)}`);

/** The dataset's live share in a compartment, as the person meets it. */
export async function shareIn(
  person: Person,
  dataset: Id,
  compartment: Id,
): Promise<DatasetView['shares'][number] & LiveShare> {
  const found = ok(await viewed(person, dataset)).shares.find((share) => share.compartment === compartment);
  if (found?.withdrawnBy !== null) throw new Error('no live share there');
  return found;
}

export const grid = async (world: Room, person: Person, query = ''): Promise<Page<ShareHeader>> =>
  ok(await as(person).get<Page<ShareHeader>>(`${world.operation.path}/register${query}`));

/** A dataset of NL that all participants have, with its share there. */
export async function sharedWithAll(world: Registry): Promise<{ dataset: Id; share: Id; ref: string }> {
  const dataset = await registered(world, world.ana);
  const share = await shared(world, world.ana, dataset, world.all);
  return { dataset, share, ref: ok(await viewed(world.ana, dataset)).ref };
}
