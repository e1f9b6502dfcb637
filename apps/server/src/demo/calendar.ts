const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** The working day, in UTC: eight to six in the host's summer. */
const opens = 6 * hour;
const closes = 16 * hour;

/** The two weeks of the demonstration, laid so that the second one is running when it is loaded. */
export class Calendar {
  /** The first working day, a Monday. */
  readonly start: Date;

  constructor(readonly now: Date) {
    const midnight = new Date(now);
    midnight.setUTCHours(0, 0, 0, 0);
    const sinceMonday = (midnight.getUTCDay() + 6) % 7;
    this.start = new Date(midnight.getTime() - (sinceMonday + 7) * day);
  }

  /** So many days before the start, at an hour. */
  before(days: number, atHour: number): Date {
    return new Date(this.start.getTime() - days * day + atHour * hour);
  }

  /** An instant of the two weeks, at most `now`: `share` 0 is the first morning, 1 is now. */
  moment(share: number): Date {
    const open = this.workingTime(this.now);
    return this.atWorkingTime(Math.max(0, Math.min(1, share)) * open);
  }

  /** Working minutes after an instant; never later than now. */
  later(after: Date, minutes: number): Date {
    const at = this.atWorkingTime(this.workingTime(after) + minutes * minute);
    return at < this.now ? at : this.now;
  }

  /** Working minutes from the start until now. */
  get minutes(): number {
    return this.workingTime(this.now) / minute;
  }

  /** Calendar day as `2025-09-15`, counted from the start. */
  day(offset: number): string {
    return new Date(this.start.getTime() + offset * day).toISOString().slice(0, 10);
  }

  /** Milliseconds of open rooms between the start and an instant. */
  private workingTime(at: Date): number {
    const since = at.getTime() - this.start.getTime();
    const days = Math.floor(since / day);
    const whole = Math.floor(days / 7) * 5 + Math.min(days % 7, 5);
    if (days % 7 > 4) return whole * (closes - opens);
    const today = Math.min(Math.max(since - days * day - opens, 0), closes - opens);
    return whole * (closes - opens) + today;
  }

  private atWorkingTime(open: number): Date {
    const length = closes - opens;
    // What is due at the end of a day happens then, not on the next morning.
    const days = Math.max(0, Math.ceil(open / length) - 1);
    const calendarDays = Math.floor(days / 5) * 7 + (days % 5);
    return new Date(this.start.getTime() + calendarDays * day + opens + (open - days * length));
  }
}
