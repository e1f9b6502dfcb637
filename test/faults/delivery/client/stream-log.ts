import type { Frame, StreamName } from '@liaison/contracts';

export type Step = { readonly do: 'drop' | 'fill' | 'reset' } | { readonly do: 'apply'; readonly frame: Frame };

/** A client's place in one stream: which frame follows on it, which it has already, which shows a gap. */
export class StreamLog {
  epoch: string | null = null;
  position = 0;
  memberVer = 1;
  /** A hello or fill is under way: frames wait. */
  isBusy = false;
  /** The server pushes no more until it has been asked. */
  lags = false;
  acknowledged = 0;
  readonly waiting: Frame[] = [];

  constructor(readonly stream: StreamName) {}

  /** What to do with a frame. One that overlaps gives only what is not there yet. */
  step(frame: Frame): Step {
    if (frame.epoch !== this.epoch) return { do: 'reset' };
    if (frame.through <= this.position) return { do: 'drop' };
    if (frame.prev > this.position) return { do: 'fill' };
    return { do: 'apply', frame: { ...frame, events: frame.events.filter(({ seq }) => seq > this.position) } };
  }
}
