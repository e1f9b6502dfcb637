/** Every command of `liaison` with its arguments and options. */
export async function commandLine() {
  const { makeProgram } = await import('../../apps/cli/src/cli.ts');
  const { exits } = await import('../../apps/cli/src/exits.ts');
  const program = makeProgram({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: {} }, '');
  return [
    '# Command line reference',
    '',
    'Generated from `apps/cli` by `npm run docs`. How to begin: [the command line](../operators/command-line.md).',
    '',
    'Options of every command:',
    '',
    ...optionLines(program),
    '',
    `Exit codes: ${Object.entries(exits)
      .map(([name, code]) => `${code} ${name}`)
      .join(', ')}.`,
    ...program.commands.flatMap((command) => commandLines(command, 'liaison')),
    '',
  ].join('\n');
}

function commandLines(command, above) {
  const name = `${above} ${command.name()}`;
  const own = command.commands.length > 0 ? ['', `## ${name}`, '', command.description()] : leafLines(command, name);
  return [...own, ...command.commands.flatMap((one) => commandLines(one, name))];
}

const leafLines = (command, name) => [
  '',
  `### ${name}`,
  '',
  command.description(),
  '',
  '```',
  `${name} ${command.usage()}`,
  '```',
  ...bulleted(command.registeredArguments.map((one) => [one.name(), aboutOf(one)]).filter(([, about]) => about !== '')),
  ...optionLines(command),
];

const optionLines = (command) =>
  bulleted(command.options.filter((one) => one.long !== '--version').map((one) => [one.flags, aboutOf(one)]));

const bulleted = (entries) => entries.map(([name, about]) => `- \`${name}\`: ${about}`);

const aboutOf = ({ description, argChoices, defaultValue }) =>
  [
    description,
    argChoices ? `one of ${argChoices.join(', ')}` : '',
    defaultValue !== undefined && defaultValue.length > 0 ? `default ${defaultValue}` : '',
  ]
    .filter(Boolean)
    .join('; ');
