/** Every key that the server reads from its environment. */
export async function configuration() {
  const { configKeys } = await import('../../apps/server/src/platform/config/config-keys.ts');
  return [
    '# Configuration',
    '',
    'Generated from `apps/server/src/platform/config/config-keys.ts` by `npm run docs`. Keys are read from the environment or',
    'from `.env` beside `package.json`. A `LIAISON_` key that is not here, or a value that does not fit, stops the start by name.',
    '',
    '| key | default | what it is |',
    '|---|---|---|',
    ...configKeys.map(({ key, example, about }) => `| \`${key}\` | ${example === '' ? '' : `\`${example}\``} | ${about} |`),
    '',
  ].join('\n');
}
