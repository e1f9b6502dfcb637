import { openStatement, type Statement, type StatementKind } from '@liaison/access-record';
import { formatLogKey, LogError, type Policy } from '@liaison/transparency-log';
import type { Command } from 'commander';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits } from '../exits.js';
import { readBytes } from '../files/files.js';
import { readPolicy } from '../files/policy-file.js';
import { pairs, table } from '../terminal/text.js';

export function receiptCommand(group: Command, contextOf: MakeContext): void {
  group
    .command('receipt')
    .description('Check the receipts in a file that somebody saved; needs neither a server nor a network')
    .argument('<file>', 'a receipt, or what the web client saved: every note in it is looked at')
    .option('--policy <file>', 'the log’s policy as your agency keeps it; without it, whose keys these are stays open')
    .action((path: string, { policy }: { policy?: string }, command: Command) =>
      checkReceipts(contextOf(command), path, policy),
    );
}

/** One note of the file: what it says, or why it is not to be relied on. */
interface Looked {
  readonly kind: StatementKind;
  readonly record: string;
  readonly statement: Statement | null;
  readonly fault: string | null;
}

async function checkReceipts({ out }: Context, path: string, policyPath: string | undefined): Promise<void> {
  const policy = policyPath === undefined ? null : await readPolicy(policyPath);
  // Who sends a text on by mail may have changed its line ends, which are no part of what was signed.
  const text = Buffer.from(await readBytes(path, 'receipt'))
    .toString('utf8')
    .replaceAll('\r\n', '\n');
  const notes = [...text.matchAll(note)].map(([whole]) => lookedAt(whole, policy));
  const verdict = verdictOn(notes, policy !== null, isUnread(text, notes));
  out.answer({ verdict, notes }, () =>
    [
      verdicts[verdict],
      ...(policy ? [pairs(policy.logs.map((key) => ['Trusted key', formatLogKey(key)] as const))] : []),
      ...(notes.length > 0 ? [table(['Note', 'Record', 'Digest', 'Time', 'Fault'], notes.map(rowOf))] : []),
    ].join('\n\n'),
  );
  if (verdict !== 'genuine') throw new CliError(verdicts[verdict], exits.refused);
}

/** Five lines, an empty one, signatures: whatever stands around them. */
const note = /^liaison (?:receipt|inclusion) v1\n(?:.*\n){4}\n(?:— .*\n)+/gmu;

/** By its first line, and by the line that the web client writes above it, whatever came in its place. */
const announced = {
  receipt: [/liaison receipt v1/g, /^Receipt from the access log/gm],
  inclusion: [/liaison inclusion v1/g, /^What the log said of it later:/gm],
} as const;

/** Whether more notes are announced than could be looked at. */
const isUnread = (text: string, notes: readonly Looked[]): boolean =>
  (['receipt', 'inclusion'] as const).some((kind) => {
    const found = notes.filter((one) => one.kind === kind).length;
    return announced[kind].some((line) => [...text.matchAll(line)].length > found);
  });

const verdicts = {
  genuine: 'Genuine: the log has signed each of these notes. Compare the digests with the records’ entries.',
  contradiction: 'Contradiction: the log has signed two digests of one record. Keep this file: it is proof.',
  unconfirmed:
    'Unconfirmed: whose keys signed these is open. Check again with --policy and the policy file that your agency keeps.',
  refused: 'Refused: not every note here is signed by a key that you trust.',
  unread:
    'Refused: not everything here that should be a note of the log can be read as one. Ask for the file as it was saved.',
  empty: 'Refused: there is no receipt in this file.',
} as const;

/** What the log has signed against itself counts whatever stands beside it. */
function verdictOn(notes: readonly Looked[], isTrusted: boolean, isUnread: boolean): keyof typeof verdicts {
  const opened = notes.flatMap(({ statement }) => statement ?? []);
  const digests = new Set(opened.map(({ record, digest }) => `${record} ${digest}`));
  if (digests.size > new Set(opened.map(({ record }) => record)).size) return 'contradiction';
  if (isUnread) return 'unread';
  if (!notes.some(({ kind }) => kind === 'receipt')) return 'empty';
  if (!isTrusted) return 'unconfirmed';
  return notes.some(({ fault }) => fault !== null) ? 'refused' : 'genuine';
}

function lookedAt(whole: string, policy: Policy | null): Looked {
  const [header = '', , record = ''] = whole.split('\n');
  const kind = header.includes('inclusion') ? 'inclusion' : 'receipt';
  if (!policy) return { kind, record, statement: null, fault: 'not checked' };
  try {
    return { kind, record, statement: openStatement(kind, Buffer.from(whole), policy.logs), fault: null };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { kind, record, statement: null, fault: `${error.fault}: ${error.message}` };
  }
}

const rowOf = ({ kind, record, statement, fault }: Looked): readonly string[] => [
  kind,
  record,
  statement?.digest ?? '',
  statement?.at.toISOString() ?? '',
  fault ?? '',
];
