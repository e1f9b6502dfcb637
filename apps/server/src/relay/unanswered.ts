import type { Socket } from 'socket.io';

type Acknowledge = (...answer: unknown[]) => void;

/** What a socket has asked and not been answered yet. */
export class Unanswered {
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(socket: Pick<Socket, 'use'>) {
    socket.use((event: unknown[], next) => {
      const answer = event.at(-1);
      if (typeof answer === 'function') event[event.length - 1] = this.counted(answer as Acknowledge);
      next();
    });
  }

  none(): Promise<void> {
    return this.count === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  private counted(answer: Acknowledge): Acknowledge {
    this.count += 1;
    return (...given) => {
      answer(...given);
      this.count -= 1;
      if (this.count > 0) return;
      for (const resolve of this.waiting.splice(0)) resolve();
    };
  }
}
