import type { Frame, StreamName, StreamPosition } from '@liaison/contracts';

export type Verdict = 'apply' | 'drop' | 'gap' | 'reset' | 'wait';

/** One stream's place: which frame comes next, and the frames that came before their turn. */
export class Stream {
  private epoch: string | null = null;
  private position = 0;
  private waiting: Frame[] = [];
  /** True from the question until its answer is applied: frames that come meanwhile wait. */
  asking = false;
  /** How far the server says there is more to pull than it pushes. */
  behind = 0;

  constructor(readonly name: StreamName) {}

  get place(): StreamPosition {
    return { stream: this.name, epoch: this.epoch, position: this.position };
  }

  /** What to do with a frame that has just come. */
  judge(frame: Frame): Verdict {
    if (this.asking) return 'wait';
    if (frame.epoch !== this.epoch) return 'reset';
    if (frame.through <= this.position) return 'drop';
    return frame.prev <= this.position ? 'apply' : 'gap';
  }

  moveTo(epoch: string, position: number): void {
    this.epoch = epoch;
    this.position = position;
  }

  keep(frame: Frame): void {
    this.waiting.push(frame);
  }

  /** The frames that waited, in their order. */
  takeWaiting(): readonly Frame[] {
    const frames = [...this.waiting].sort((a, b) => a.prev - b.prev);
    this.waiting = [];
    return frames;
  }

  /** The connection is gone, and with it every question and what was said on it. */
  letGo(): void {
    this.asking = false;
    this.behind = 0;
  }

  forget(): void {
    this.epoch = null;
    this.position = 0;
    this.behind = 0;
    this.waiting = [];
  }
}
