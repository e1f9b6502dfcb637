import { Injectable } from '@nestjs/common';
import type { CommandInputs, Id } from '@liaison/contracts';
import { conflict } from '@liaison/domain';
import {
  changeDataset,
  findShareOf,
  insertAliases,
  insertDigests,
  lockPlacesOf,
  ownCompartment,
  removeAliases,
  tellEdited,
  type DatasetContent,
  type DatasetRow,
  type Tx,
} from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append, requireVersion } from '../platform/commands/in-scope.js';
import { dataset, datasetHereFacts } from './dataset-facts.js';
import { raisedMarking } from './dataset-marking.js';
import { EditDatasetDto } from './dataset.dto.js';
import { digestsOf } from './register-dataset.js';

type Edit = CommandInputs['dataset.edit'];

/** The originator's facts about its dataset; every audience that has it hears of the change. */
@Injectable()
@HandlesCommand('dataset.edit', EditDatasetDto)
export class EditDataset implements CommandHandler<'dataset.edit'> {
  readonly facts = datasetHereFacts;

  lockBefore(tx: Tx, compartment: Id, input: Edit): Promise<unknown> {
    return lockPlacesOf(tx, [input.dataset], [compartment]);
  }

  async write(scope: CommandScope, input: Edit): Promise<Written> {
    const { tx, stream } = scope;
    const before = await dataset(scope, input.dataset);
    requireVersion('dataset', before.version, input.version);
    const version = before.version + 1;
    const marking = input.marking ? await raisedMarking(tx, stream.operation, before, input.marking) : before.marking;
    await changeDataset(tx, before.id, { ...edited(before, input), marking }, version);
    if (input.aliases) await renameAliases(scope, before, input.aliases);
    await insertDigests(tx, before.id, digestsOf(input.digests));
    const share = await findShareOf(tx, stream.id, before.id);
    const refs = { dataset: before.id, share: share?.id ?? '', version };
    const written = append(scope, 'dataset.edited', refs, before.id);
    await tellEdited(tx, before.id, [stream.id]);
    return written;
  }
}

/** What is left out stays; null takes away. */
function edited(before: DatasetRow, input: Edit): Omit<DatasetContent, 'marking'> {
  const or = <T>(given: T | undefined, earlier: T): T => (given === undefined ? earlier : given);
  return {
    series: or(input.series, before.series),
    receivedOn: or(input.receivedOn, before.receivedOn),
    images: or(input.images, before.images),
    videos: or(input.videos, before.videos),
    items: or(input.items, before.items),
    known: or(input.known, before.known),
    age: or(input.age, before.age),
    priority: or(input.priority, before.priority),
    icseAction: or(input.icseAction, before.icseAction),
    flags: or(input.flags, before.flags),
    note: or(input.note, before.note),
  };
}

/** Replaces the external references that the own agency wrote; others' are not seen, and stay. */
async function renameAliases(
  { tx, actor, stream }: CommandScope,
  { id, origin, holder }: DatasetRow,
  aliases: NonNullable<Edit['aliases']>,
): Promise<void> {
  const home = await ownCompartment(tx, stream.operation, actor.agency);
  if (home === null) throw conflict('no_home', 'Your agency has no compartment of its own in this operation yet.');
  await removeAliases(tx, id, home);
  await insertAliases(
    tx,
    aliases.map((alias) => ({ ...alias, dataset: id, origin, agency: holder, compartment: home })),
  );
}
