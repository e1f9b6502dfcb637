import type { INestApplicationContext, Type } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Command, CommandAnswer, CommandInputs, CommandKind, Id } from '@liaison/contracts';
import { newId, type AgencyDuty, type InstallationDuty } from '@liaison/domain';
import { Committer } from '../commands/committer.js';
import { CLOCK } from '../platform/clock.js';
import { StoryClock } from '../platform/story-clock.js';
import type { Progress } from './progress.js';

/** Somebody of the demonstration once they are in the directory. */
export interface Player {
  readonly id: Id;
  readonly agency: Id;
  readonly code: string;
  readonly name: string;
  readonly handle: string;
  readonly duties: readonly AgencyDuty[];
  readonly installationDuties: readonly InstallationDuty[];
}

/** A compartment as the players know it: its audience was on their screen when they wrote. */
export interface Room {
  readonly id: Id;
  readonly operation: Id;
  memberVer: number;
}

/** Where the people of the demonstration act: through the use cases that serve everybody else, each as themselves. */
export class Stage {
  readonly clock: StoryClock;
  private readonly runner: Committer;

  constructor(
    private readonly app: INestApplicationContext,
    readonly progress: Progress,
  ) {
    const clock: unknown = app.get(CLOCK, { strict: false });
    if (!(clock instanceof StoryClock)) throw new Error('only a demonstration can be told');
    this.clock = clock;
    this.runner = this.use(Committer);
  }

  /** A use case of the product. */
  use<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  at<T>(instant: Date, work: () => Promise<T>): Promise<T> {
    return this.clock.at(instant, work);
  }

  /** One command in a compartment, at an instant, by a player. */
  command<K extends CommandKind>(
    at: Date,
    player: Player,
    room: Room,
    kind: K,
    input: CommandInputs[K],
  ): Promise<CommandAnswer> {
    const { id: compartment, memberVer } = room;
    const command = { commandId: newId(), compartment, memberVer, kind, input } as Command;
    return this.at(at, () => this.runner.run(actorOf(player), command));
  }
}

/** A player as the use cases know them. They act without a session, which only the demonstration can. */
export const actorOf = ({ id, agency, duties, installationDuties }: Player): Actor => ({
  person: id,
  agency,
  session: null,
  duties,
  installationDuties,
  address: '127.0.0.1',
});
