import { FollowThread, MarkRead } from '../../threads/mark-read.js';
import type { Calendar } from '../calendar.js';
import type { Chance } from '../chance.js';
import { actorOf, type Player, type Room, type Stage } from '../stage.js';
import type { ThreadTold } from './thread.js';

/** How far somebody has read: everything up to a moment, and a few threads that they follow or have muted. */
export interface Reader {
  readonly player: Player;
  readonly rooms: readonly Room[];
}

/** Marks everything there is at this instant as read, for each reader. */
export async function markEverythingRead(stage: Stage, readers: readonly Reader[], at: Date): Promise<void> {
  const marks = stage.use(MarkRead);
  await Promise.all(
    readers.map(({ player, rooms }) =>
      stage.at(at, () =>
        marks.all(
          actorOf(player),
          rooms.map((room) => room.id),
        ),
      ),
    ),
  );
}

/** Each follows some of the threads of a room and mutes another. */
export async function followSome(
  stage: Stage,
  readers: readonly Player[],
  threads: readonly ThreadTold[],
  chance: Chance,
  calendar: Calendar,
): Promise<void> {
  const follow = stage.use(FollowThread);
  const begun = threads.filter((thread) => thread.id !== '');
  for (const reader of readers) {
    const chosen = chance.some(begun, 3);
    for (const [at, thread] of chosen.entries())
      await stage.at(calendar.now, () => follow.run(actorOf(reader), thread.id, at === 2 ? 'mute' : 'follow'));
  }
}
