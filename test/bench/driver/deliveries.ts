import { numberOf, type Dialect } from './dialect.js';

/** A frame that somebody got at this place of the sequence, and how many messages it brought. */
export interface Known {
  readonly bytes: Buffer;
  readonly count: number;
  readonly receipt: string | null;
}

/**
 * What came of each message: when it was sent, acknowledged and with all members. Every member must see one and the
 * same sequence, each message once; whoever does not makes the run invalid. All members get the same bytes, so a frame is
 * read once and compared afterwards.
 */
export class Deliveries {
  readonly sentAt: number[] = [];
  readonly acknowledgedAt: number[] = [];
  readonly completeAt: number[] = [];
  delivered = 0;
  acknowledged = 0;
  problem: string | null = null;

  private readonly got: number[] = [];
  private readonly sequence: number[] = [];
  private readonly placed = new Set<number>();
  private readonly cursors: number[];
  private readonly known = new Map<number, Known[]>();

  constructor(
    private readonly members: number,
    private readonly dialect: Dialect,
    /** The number of the first message; those before it belong to another run. */
    private readonly first: number,
  ) {
    this.cursors = Array.from({ length: members }, () => 0);
  }

  get nextNumber(): number {
    return this.first + this.sentAt.length;
  }

  get isDone(): boolean {
    return this.acknowledged === this.sentAt.length && this.delivered === this.sentAt.length * this.members;
  }

  sent(at: number): void {
    this.sentAt.push(at);
    this.got.push(0);
  }

  acknowledge(number: number, at: number): void {
    this.acknowledged += 1;
    this.acknowledgedAt[number - this.first] = at;
  }

  take(member: number, payload: Buffer, at: number): Known | null {
    if (!this.dialect.bringsWords(payload)) return null;
    const cursor = this.cursors[member] ?? 0;
    const known = this.knownAt(cursor, payload) ?? this.read(member, cursor, payload);
    const { count } = known;
    for (let place = cursor; place < cursor + count; place += 1) this.count(this.sequence[place] ?? 0, at);
    this.cursors[member] = cursor + count;
    this.delivered += count;
    return known;
  }

  private knownAt(cursor: number, payload: Buffer): Known | undefined {
    return this.known.get(cursor)?.find(({ bytes }) => bytes.length === payload.length && bytes.equals(payload));
  }

  private read(member: number, cursor: number, payload: Buffer): Known {
    const { texts, receipt } = this.dialect.read(payload.toString('utf8', 2));
    const numbers = texts.map(numberOf);
    numbers.forEach((number, at) => this.place(member, cursor + at, number));
    const read = { bytes: Buffer.from(payload), count: numbers.length, receipt };
    this.known.set(cursor, [...(this.known.get(cursor) ?? []), read]);
    return read;
  }

  private place(member: number, place: number, number: number): void {
    if (place === this.sequence.length) this.extend(member, number);
    const expected = this.sequence[place];
    if (expected !== number) this.problem ??= `member ${member} got ${number} where ${String(expected)} belongs`;
  }

  private extend(member: number, number: number): void {
    this.sequence.push(number);
    if (this.placed.has(number)) this.problem ??= `member ${member} got ${number} once too often`;
    this.placed.add(number);
  }

  private count(number: number, at: number): void {
    const index = number - this.first;
    const got = (this.got[index] ?? Number.NaN) + 1;
    if (!(got <= this.members)) this.problem ??= `message ${number} was never sent, or came once too often`;
    this.got[index] = got;
    if (got === this.members) this.completeAt[index] = at;
  }
}
