import type { CommandInputs, Id, MessageInput } from '@liaison/contracts';
import type { Player, Room, Stage } from '../stage.js';

/** Something that happens in a compartment at an instant. */
export interface Beat {
  readonly at: Date;
  readonly play: (stage: Stage) => Promise<unknown>;
}

/** A message that has been said, as its author and others refer to it later. */
export interface Said {
  readonly author: Player;
  readonly text: string;
  readonly language: string;
  id: Id;
  version: number;
  retracted: boolean;
}

/** One conversation while it is told; each step is a command of somebody in the room. */
export class ThreadTold {
  id: Id = '';
  version = 1;
  readonly said: Said[] = [];
  /** Kept by whoever continues this thread elsewhere. */
  readonly begun: Promise<Id>;
  private tellBegun: (id: Id) => void = () => undefined;

  constructor(
    readonly room: Room,
    readonly begins: Date,
  ) {
    this.begun = new Promise((resolve) => (this.tellBegun = resolve));
  }

  start(at: Date, by: Player, input: Omit<CommandInputs['thread.start'], 'continues'>, source?: ThreadTold): Beat {
    const play = async (stage: Stage): Promise<void> => {
      const continues = source && { continues: await source.begun };
      const { id } = await stage.command(at, by, this.room, 'thread.start', { ...input, ...continues });
      this.id = id ?? '';
      this.tellBegun(this.id);
    };
    return { at, play };
  }

  /** Says something; what it becomes can be quoted, mended and taken back by later beats. */
  post(at: Date, author: Player, input: MessageInput, quoted?: Said): { readonly said: Said; readonly beat: Beat } {
    const { text, language } = input;
    const said: Said = { author, text, language, id: '', version: 1, retracted: false };
    this.said.push(said);
    const play = async (stage: Stage): Promise<void> => {
      const quotes = quoted && !quoted.retracted ? { quotes: quoted.id } : {};
      const posted = await stage.command(at, author, this.room, 'message.post', {
        thread: this.id,
        ...input,
        ...quotes,
      });
      said.id = posted.id ?? '';
    };
    return { said, beat: { at, play } };
  }

  edit(at: Date, said: Said, text: string): Beat {
    const play = async (stage: Stage): Promise<void> => {
      const { id: message, version } = said;
      await stage.command(at, said.author, this.room, 'message.edit', { message, version, text });
      said.version += 1;
    };
    return { at, play };
  }

  retract(at: Date, said: Said, reason: CommandInputs['message.retract']['reason']): Beat {
    said.retracted = true;
    const play = (stage: Stage): Promise<unknown> =>
      stage.command(at, said.author, this.room, 'message.retract', { message: said.id, version: said.version, reason });
    return { at, play };
  }

  acknowledge(at: Date, by: Player, said: Said): Beat {
    const play = (stage: Stage): Promise<unknown> =>
      stage.command(at, by, this.room, 'message.acknowledge', { message: said.id });
    return { at, play };
  }

  rename(at: Date, by: Player, title: string): Beat {
    return this.next(at, by, (thread, version) => ['thread.rename', { thread, version, title }]);
  }

  resolve(at: Date, by: Player, decision: string): Beat {
    return this.next(at, by, (thread, version) => ['thread.resolve', { thread, version, decision }]);
  }

  reopen(at: Date, by: Player): Beat {
    return this.next(at, by, (thread, version) => ['thread.reopen', { thread, version }]);
  }

  private next(at: Date, by: Player, change: (thread: Id, version: number) => ThreadChange): Beat {
    const play = async (stage: Stage): Promise<void> => {
      const [kind, input] = change(this.id, this.version);
      await stage.command(at, by, this.room, kind, input);
      this.version += 1;
    };
    return { at, play };
  }
}

type ThreadChange =
  | ['thread.rename', CommandInputs['thread.rename']]
  | ['thread.resolve', CommandInputs['thread.resolve']]
  | ['thread.reopen', CommandInputs['thread.reopen']];
