import type { Id } from '@liaison/contracts';
import type { Entry } from '../history.js';
import type { StoredEvent } from '../table.js';
import type { EarlyCheck } from './early.js';
import type { Findings } from './findings.js';
import type { Stored } from './stored.js';

type Said<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/** A member is refused only for what somebody had done before: it has to be in the table, and committed by then. */
export class RefusalsCheck {
  private readonly sent = new Map<Id, Said<'sent'>>();

  constructor(
    private readonly stored: Stored,
    private readonly findings: Findings,
    private readonly early: EarlyCheck,
  ) {}

  take(entry: Entry): void {
    if (entry.kind === 'sent') this.sent.set(entry.command, entry);
    if (entry.kind === 'refused') this.judge(entry, this.sent.get(entry.command));
  }

  private judge(refused: Said<'refused'>, sent: Said<'sent'> | undefined): void {
    const { client, command, code } = refused;
    const ground = sent?.about === undefined ? undefined : this.groundOf(code, sent.about, sent);
    if (ground) this.early.require(refused, ground);
    else this.findings.add('refused-wrongly', `client ${client}, ${sent?.what ?? ''} ${command}: ${code}`);
  }

  private groundOf(code: string, message: Id, { what, command, client }: Said<'sent'>): StoredEvent | undefined {
    if (code === `forbidden ${what}#retracted`) return this.stored.retractionOf(message);
    if (code !== 'conflict acknowledged') return undefined;
    const isTheirs = (other: Id | null): boolean => other !== command && this.sent.get(other ?? '')?.client === client;
    return this.stored.acknowledgementsOf(message).find((event) => isTheirs(event.command));
  }
}
