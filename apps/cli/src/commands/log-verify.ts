import { hitWords, recordsIn, verifyExtract, type Report } from '@liaison/access-extract';
import type { Command } from 'commander';
import type { Context, MakeContext } from '../context.js';
import { CliError, exits } from '../exits.js';
import { readBytes } from '../files/files.js';
import { pairs, table } from '../terminal/text.js';
import { readPolicy } from '../files/policy-file.js';

/** More are found by a program, in the JSON. */
const faultsShown = 50;

export function verifyCommand(group: Command, contextOf: MakeContext): void {
  group
    .command('verify')
    .description('Check an extract of the access log; needs neither a server nor a network')
    .argument('<extract>', 'the zip')
    .option('--policy <file>', 'the log’s policy as your agency keeps it; without it, whose keys these are stays open')
    .action((path: string, { policy }: { policy?: string }, command: Command) =>
      verify(contextOf(command), path, policy),
    );
}

async function verify({ out }: Context, path: string, policyPath: string | undefined): Promise<void> {
  const trusted = policyPath === undefined ? null : await readPolicy(policyPath);
  const report = verifyExtract(await readBytes(path, 'extract'), trusted);
  out.answer(plain(report), () => described(report));
  if (report.outcome !== 'clean') throw new CliError(verdicts[report.outcome], exits.refused);
}

const verdicts = {
  clean: 'Clean: nothing in this extract is doubtful.',
  unconfirmed:
    'Unconfirmed: all of it holds together, but whose keys these are only the extract itself says. Check again with --policy and the policy file that your agency keeps.',
  refused: 'Refused: do not rely on this extract.',
} as const;

type Pair = readonly [string, string];

function described(report: Report): string {
  const { outcome, faults, head, request, names, keys } = report;
  const called = (id: string): string => (names[id] === undefined ? id : `${names[id]} (${id})`);
  const asked: readonly Pair[] = request
    ? [
        ['Agency', called(request.agency)],
        ['Operation', request.operation === null ? 'none: what belongs to no operation' : called(request.operation)],
        ['Range', `${request.from.toISOString()} until ${request.to.toISOString()}`],
        ['Made', `${request.at.toISOString()} by ${called(request.person)}`],
        ['Records', recordsIn(report)],
        ...erasedIn(report),
      ]
    : [];
  const log: readonly Pair[] = head
    ? [
        ['Log', `${head.origin}, ${head.size} entries`],
        ...keys.map((key): Pair => ['Its key', key]),
        ['Witnesses', [...head.cosigned.keys()].join(', ') || 'none'],
      ]
    : [];
  const found = faults.slice(0, faultsShown).map(({ kind, where, message }) => [kind, where, message]);
  const more = faults.length > found.length ? [`and ${faults.length - found.length} more; --json has all of them`] : [];
  return [
    [verdicts[outcome], ...hitWords(faults)].join('\n'),
    ...(asked.length + log.length > 0 ? [pairs([...asked, ...log])] : []),
    ...(found.length > 0 ? [table(['Fault', 'Where', 'What'], found), ...more] : []),
  ].join('\n\n');
}

/** Values that are gone; the record still stands in the log. */
function erasedIn({ records }: Report): readonly Pair[] {
  const erased = records.filter((one) => one.erased > 0);
  const told = erased.slice(0, faultsShown).map(({ n, entry, erased: fields, shown }): Pair => {
    const what =
      Object.keys(shown).length === 0 ? '' : `: ${fields} ${fields === 1 ? 'field' : 'fields'}, others are left`;
    return [`No. ${n}`, `erased (entry ${entry ?? '?'})${what}`];
  });
  const more = erased.length - told.length;
  return more > 0 ? [...told, ['', `and ${more} more erased; --json has all of them`]] : told;
}

/** Maps and dates as JSON has them. */
function plain({ head, ...rest }: Report): unknown {
  if (!head) return { ...rest, head };
  const { origin, size, cosigned } = head;
  return {
    ...rest,
    head: { origin, size, cosigned: Array.from(cosigned, ([name, { time }]) => ({ name, time })) },
  };
}
