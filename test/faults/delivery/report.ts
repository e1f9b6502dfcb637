import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { wrongs } from './check/findings.js';
import type { LoadResult } from './load.js';

export interface Part extends LoadResult {
  readonly name: string;
  readonly promise: string;
  readonly seconds: number;
}

const machine = (): string =>
  `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

const titles = { delivery: 'Delivery', cluster: 'A cluster', log: 'The access log' } as const;

/** The figures of a run as Markdown and as JSON beside it. Answers the path of the former. */
export function writeReport(
  folder: string,
  seed: number,
  parts: readonly Part[],
  left: readonly string[],
  of: keyof typeof titles = 'delivery',
): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${of}-${seed}.md`);
  const lines = [
    `# ${titles[of]} under faults, seed ${seed}`,
    '',
    `${parts.every(({ findings }) => findings.none) ? 'Nothing wrong was found.' : 'SOMETHING IS WRONG.'} ${machine()}.`,
    ...left.map((why) => `Left out: ${why}.`),
    ...parts.flatMap(section),
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  writeFileSync(
    path.replace(/md$/, 'json'),
    `${JSON.stringify({ seed, machine: machine(), left, parts: parts.map(plain) }, null, 2)}\n`,
  );
  return path;
}

function section({ name, promise, seconds, figures, findings, notes = [] }: Part): string[] {
  return [
    '',
    `## ${name}`,
    '',
    promise,
    '',
    `| figure (${seconds.toFixed(0)} s) | |`,
    '|---|---|',
    ...Object.entries(figures).map(([what, value]) => `| ${what} | ${value} |`),
    '',
    ...notes.flatMap((note) => [`To know: ${note}.`, '']),
    ...(findings.none ? ['Found wrong: nothing.'] : []),
    ...findings
      .kinds()
      .flatMap((wrong) => [
        `- **${wrong}** (${wrongs[wrong]}): ${findings.count(wrong)}`,
        ...findings.examples(wrong).map((example) => `  - ${example}`),
      ]),
  ];
}

/** The same for whoever watches the run. */
export const toldOf = ({ figures, findings }: Part): string[] => [
  ...Object.entries(figures).map(([what, value]) => `   ${what}: ${value}`),
  ...findings
    .kinds()
    .map((wrong) => `   WRONG: ${wrong} ${findings.count(wrong)}: ${findings.examples(wrong)[0] ?? ''}`),
];

const plain = ({ name, seconds, figures, findings, notes = [] }: Part) => ({
  name,
  seconds,
  figures,
  notes,
  wrong: Object.fromEntries(findings.kinds().map((wrong) => [wrong, findings.count(wrong)])),
});
