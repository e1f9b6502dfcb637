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
  const text = Buffer.from(await readBytes(path, 'receipt')).toString('utf8');
  const notes = [...text.matchAll(note)].map(([whole]) => lookedAt(whole, policy));
  const verdict = verdictOn(notes, policy !== null);
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

const verdicts = {
  genuine: 'Genuine: the log has signed each of these notes. Compare the digests with the records’ entries.',
  contradiction: 'Contradiction: the log has signed two digests of one record. Keep this file: it is proof.',
  unconfirmed:
    'Unconfirmed: whose keys signed these is open. Check again with --policy and the policy file that your agency keeps.',
  refused: 'Refused: not every note here is signed by a key that you trust.',
  empty: 'Refused: there is no receipt in this file.',
} as const;

function verdictOn(notes: readonly Looked[], isTrusted: boolean): keyof typeof verdicts {
  if (!notes.some(({ kind }) => kind === 'receipt')) return 'empty';
  if (!isTrusted) return 'unconfirmed';
  if (notes.some(({ fault }) => fault !== null)) return 'refused';
  const digests = new Set(notes.map(({ statement }) => `${statement?.record} ${statement?.digest}`));
  return digests.size > new Set(notes.map(({ record }) => record)).size ? 'contradiction' : 'genuine';
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
