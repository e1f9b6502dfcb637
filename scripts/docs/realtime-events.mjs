import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../steps/run.mjs';

/** What goes over the socket: from the contracts' types and the handlers that take it. */
export async function realtimeEvents() {
  const contracts = await import('../../libs/contracts/src/index.ts');
  const source = new Declarations('libs/contracts/src/realtime.ts');
  return [
    '# Realtime events',
    '',
    'Generated from `libs/contracts` and the gateways of `apps/server` by `npm run docs`. How they are used:',
    '[the socket protocol](../integrators/realtime.md).',
    '',
    '## From client to server',
    '',
    'Each is answered by an acknowledgement, `{ok: true, …}` or `{ok: false, error}` with a problem as on HTTP.',
    '',
    '| event | act of the policy matrix | handler |',
    '|---|---|---|',
    ...(await socketDoors()).map(({ name, act, handler }) => `| \`${name}\` | ${act} | \`${handler}\` |`),
    '',
    source.block('ClientEvents'),
    '',
    '## From server to client',
    '',
    source.block('ServerEvents', 'Welcome', 'Frame', 'StreamEvent', 'Changes', 'ThreadTexts', 'Snapshot', 'StreamPosition', 'HelloAnswer'),
    '',
    '## Kinds of events in a compartment’s stream',
    '',
    ...contracts.compartmentEventKinds.map((kind) => `- \`${kind}\``),
    '',
    '## Kinds of events in a person’s stream',
    '',
    ...contracts.personEventKinds.map((kind) => `- \`${kind}\``),
    '',
  ].join('\n');
}

/** The gateways' handlers as the server itself lists its doors. */
async function socketDoors() {
  const { DiscoveryService, MetadataScanner, ModulesContainer, NestFactory } = await import('@nestjs/core');
  const { AppModule } = await import('../../apps/server/src/app.module.ts');
  const { Doors } = await import('../../apps/server/src/platform/doors/doors.ts');
  const app = await NestFactory.create(AppModule, { preview: true, logger: false, abortOnError: false });
  const discovery = new DiscoveryService(app.get(ModulesContainer));
  return new Doors(discovery, new MetadataScanner())
    .list()
    .filter((door) => door.kind === 'socket')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, handler, action, publicBecause, byKind }) => {
      const act = byKind ? 'the kind of the command' : action ? `\`${action}\`` : `none: ${publicBecause}`;
      return { name, handler, act };
    });
}

/** Types as they are written, comments included. */
class Declarations {
  constructor(path) {
    this.text = readFileSync(join(root, path), 'utf8');
    this.file = ts.createSourceFile(path, this.text, ts.ScriptTarget.Latest, true);
  }

  block(...names) {
    const written = names.map((name) => this.file.statements.find((one) => one.name?.text === name)?.getFullText().trim());
    return ['```ts', written.join('\n\n'), '```'].join('\n');
  }
}
