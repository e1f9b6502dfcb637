/** Every action with its rules in the order in which they are asked. */
export async function policyMatrix() {
  const { policy, recordClassOf } = await import('../../libs/authz/src/index.ts');
  const actions = Object.keys(policy).sort();
  const nouns = [...new Set(actions.map((action) => action.split(".")[0]))];
  return [
    '# Policy matrix',
    '',
    'Generated from `libs/authz` by `npm run docs`. The rules of an action are asked from top to bottom and the first that',
    'holds decides; when none holds, the answer is no. **allow** lets the act happen, **deny** refuses it with the reason,',
    '**hidden** answers as if there were nothing there. Each act leaves a record of the class beside its name.',
    ...nouns.flatMap((noun) => ["", `## ${noun}`, ...ofNoun(noun, actions).flatMap((action) => actionLines(action, policy, recordClassOf))]),
    '',
  ].join('\n');
}

const actionLines = (action, policy, recordClassOf) => [
  '',
  `### \`${action}\` · ${recordClassOf[action]}`,
  '',
  '| | rule | when |',
  '|---|---|---|',
  ...policy[action].map(({ id, effect, why }) => `| ${effect} | \`${id}\` | ${why.replaceAll('|', '\\|')} |`),
];

const ofNoun = (noun, actions) => actions.filter((action) => action.startsWith(`${noun}.`));
