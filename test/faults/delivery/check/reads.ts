import type { Entry, SeenWords } from '../history.js';
import type { Findings } from './findings.js';
import { Each, Highest } from './highest.js';
import type { Stored } from './stored.js';

/** Reads hold at least what was acknowledged to anybody, and seen by this client, before they were asked for. */
export class ReadsCheck {
  private readonly acknowledged = new Each(() => new Highest());
  private readonly seen = new Each(() => new Highest());

  constructor(
    private readonly stored: Stored,
    private readonly findings: Findings,
  ) {}

  take(entry: Entry): void {
    if (entry.kind === 'acknowledged') this.acknowledged.of(entry.stream).note(entry.t, entry.seq);
    if (entry.kind === 'applied') this.seen.of(`${entry.client} ${entry.stream}`).note(entry.t, entry.through);
    if (entry.kind === 'began' || entry.kind === 'read') this.requireFresh(entry);
    if (entry.kind === 'read') this.requireStored(entry);
    if (entry.kind === 'words') for (const words of entry.texts) this.requireWords(words, entry.through);
  }

  private requireFresh({ t, client, stream, asked, position }: Extract<Entry, { asked: number }>): void {
    const place = `client ${client}, ${stream}`;
    const known = this.acknowledged.of(stream).before(asked);
    if (position < known) this.findings.add('stale-read', `${place}: ${position} where ${known} was acknowledged`);
    const own = this.seen.of(`${client} ${stream}`);
    const before = own.before(asked);
    if (position < before) this.findings.add('not-monotonic', `${place}: ${position} after ${before}`);
    own.note(t, position);
  }

  private requireStored({ client, stream, position, messages, texts }: Extract<Entry, { kind: 'read' }>): void {
    for (const message of messages) {
      const post = this.stored.post(message.id);
      if (post?.seq !== message.seq || this.stored.at(stream, message.seq)?.id !== post.id)
        this.findings.add('phantom', `client ${client} read message ${message.id} at ${message.seq}`);
    }
    for (const words of texts) this.requireWords(words, position);
  }

  private requireWords({ message, version, text }: SeenWords, position: number): void {
    if (text === null) return;
    const stored = this.stored.words(message, version);
    if (stored === undefined) this.findings.add('phantom', `words of message ${message} version ${version}`);
    else if (stored !== text) this.findings.add('unlike', `words of message ${message} version ${version}`);
    if (this.stored.retraction(message) <= position)
      this.findings.add(
        'withheld',
        `message ${message} at ${position}, retracted at ${this.stored.retraction(message)}`,
      );
  }
}
