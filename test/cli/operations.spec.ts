import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemberListAnswer, OperationSummary, OperationView, ParticipationView } from '@liaison/contracts';
import { CommandLine } from '../kit/command-line.js';
import { registry, type Registry } from '../kit/registry.js';
import type { Person } from '../kit/world.js';

let world: Registry;
const lines: CommandLine[] = [];

beforeAll(async () => {
  world = await registry();
}, 60_000);
afterAll(async () => {
  for (const line of lines) line.close();
  await world.close();
});

/** Somebody at a command line of their own, signed in. */
async function at(person: Person): Promise<CommandLine> {
  const line = new CommandLine(world.server.url);
  lines.push(line);
  const { exit, err } = await line.run(['sign-in', person.signInName], `${person.password}\n`);
  if (exit !== 0) throw new Error(err);
  return line;
}

describe('operations at the command line', () => {
  it('lists and shows what the person knows of, and nothing of others', async () => {
    const line = await at(world.lead);
    const [operation] = await line.json<OperationSummary[]>(['operation', 'list']);
    const shown = await line.json<OperationView>(['operation', 'show', operation?.codeName ?? '']);
    expect(shown.id).toBe(world.operation.id);
    const stranger = await at(world.se.coordinator);
    expect(await stranger.json<OperationSummary[]>(['operation', 'list'])).toEqual([]);
    expect(await stranger.run(['operation', 'show', operation?.codeName ?? ''])).toMatchObject({ exit: 2, out: '' });
  });

  it('opens, invites, answers, names people from a list, removes, and moves on', async () => {
    const lead = await at(world.lead);
    const open = ['operation', 'open', 'JIT-DELTA', '--template', 'joint_investigation_team'];
    const dates = ['--starts', '2025-09-20', '--ends', '2026-03-20'];
    const opened = await lead.json<OperationView>([
      ...open,
      ...dates,
      '--deputy',
      world.operation.deputy.handle,
      '--yes',
    ]);
    expect(opened.grounds.length).toBeGreaterThan(2);
    await lead.json<ParticipationView[]>(['operation', 'invite', 'jit-delta', 'SE', 'DE', '--yes']);
    const se = await at(world.se.coordinator);
    expect((await se.run(['operation', 'answer', 'JIT-DELTA', 'accept', '--yes'])).exit).toBe(2);
    await se.json(['operation', 'answer', 'JIT-DELTA', 'accept', '--regime', 'eu', '--yes']);
    const elsa = await world.se.person('elsa.nystrom');
    const list = 'elsa.nystrom;investigator;2025-12-31\nnobody.here;analyst\n';
    const refused = await se.run(['operation', 'nominate', 'JIT-DELTA', '--list', '-', '--json'], list);
    expect(refused.exit).toBe(1);
    const answer = JSON.parse(refused.out) as MemberListAnswer;
    expect(answer).toMatchObject({ nominated: [], errors: [{ line: 2 }] });
    expect((await se.run(['operation', 'nominate', 'JIT-DELTA', '--list', '-', '--good-lines'], list)).exit).toBe(1);
    const { members } = await se.json<OperationView>(['operation', 'show', 'JIT-DELTA']);
    expect(members.map((member) => member.person.id)).toContain(elsa.id);
    expect((await se.run(['operation', 'remove', 'JIT-DELTA', 'elsa.nystrom', '--yes'])).exit).toBe(0);
    expect((await lead.json<OperationView>(['operation', 'phase', 'JIT-DELTA', 'active', '--yes'])).phase).toBe(
      'active',
    );
    expect((await se.run(['operation', 'phase', 'JIT-DELTA', 'dissemination', '--yes'])).exit).toBe(1);
  });

  it('asks before it changes anything, and without a terminal does nothing', async () => {
    const lead = await at(world.lead);
    const before = await lead.json<OperationView>(['operation', 'show', world.operation.id]);
    expect((await lead.run(['operation', 'invite', world.operation.id, 'SE'])).exit).toBe(2);
    expect((await lead.json<OperationView>(['operation', 'show', world.operation.id])).agencies).toEqual(
      before.agencies,
    );
  });
});

describe('imports at the command line', () => {
  const sample = (name: string): string => join(process.cwd(), 'samples', name);
  const codes = 'AT AU BE CA CH CZ DK ES FI GB HU IE IT NO PL PT RO US EUROPOL INTERPOL'.split(' ');

  beforeAll(async () => {
    for (const code of codes) await world.agency(code);
  }, 60_000);

  it('brings the sample register in and shares it in the same step', async () => {
    const lead = await at(world.lead);
    const args = ['import', 'run', world.operation.id, sample('registry.csv')];
    const dry = await lead.json<{ id: string; rows: object; state: string }>([...args, '--dry-run']);
    expect(dry).toMatchObject({ state: 'ready', rows: { new: 312, known: 0, error: 0 } });
    const commit = ['import', 'commit', world.operation.id, dry.id, '--share-to', 'all'];
    const unsure = await lead.run(commit);
    expect(unsure).toMatchObject({ exit: 2, out: '' });
    expect(unsure.err).toMatch(/\d+ people of 3 agencies will see 312 datasets/);
    expect(await lead.json([...commit, '--yes'])).toMatchObject({ state: 'committed', done: { registered: 312 } });
    const again = await lead.json([...args, '--yes']);
    expect(again).toMatchObject({ done: { registered: 0, skipped: 312 } });
  });

  it('brings the manifest in and says what it dropped', async () => {
    const lead = await at(world.lead);
    const ran = await lead.run(['import', 'run', world.operation.id, sample('manifest-vics-2.0.json'), '--yes']);
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.out).toContain('12 registered');
    expect(ran.out + ran.err).not.toContain('CANARY');
    expect(ran.err).toContain('dropped');
  });

  it('shows bad rows with place, reason and mend, registers nothing, and takes the good ones when told to', async () => {
    const ana = await at(world.ana);
    const file = join(ana.home, 'bad.csv');
    writeFileSync(file, 'Reference;Origin;Images\nNL/1;NL;3\nNL/2;NL;many\nNL/3;ZZ;1\n');
    const refused = await ana.run(['import', 'run', world.operation.id, file, '--yes']);
    expect(refused).toMatchObject({ exit: 1, out: '' });
    expect(refused.err).toMatch(/Row +Place +Field +Reason +Mend/);
    const id = /commit .+ ([0-9a-f-]{36})/.exec(refused.err)?.[1] ?? '';
    const rows = await ana.json<{ errors: unknown[] }[]>(['import', 'rows', world.operation.id, id]);
    expect(rows).toHaveLength(2);
    const done = await ana.json(['import', 'commit', world.operation.id, id, '--rows', 'good', '--yes']);
    expect(done).toMatchObject({ done: { registered: 1 } });
  });

  it('takes a mapping from a file, and cancels', async () => {
    const ana = await at(world.ana);
    const file = join(ana.home, 'own.csv');
    const mapping = join(ana.home, 'mapping.json');
    writeFileSync(file, 'Nummer;Herkomst;Beelden;Geheim\nNL/77;NL;3;CANARY-9\n');
    await ana.run(['import', 'inspect', world.operation.id, file, '--save-mapping', mapping]);
    const mended = JSON.parse(readFileSync(mapping, 'utf8')) as { columns: Record<string, string | null> };
    Object.assign(mended.columns, { Nummer: 'reference', Herkomst: 'origin', Beelden: 'images', Geheim: null });
    writeFileSync(mapping, JSON.stringify(mended));
    const args = ['import', 'run', world.operation.id, file, '--mapping', mapping, '--dry-run'];
    const dry = await ana.json<{ id: string }>(args);
    expect(dry).toMatchObject({ rows: { new: 1, error: 0 } });
    expect(JSON.stringify(dry)).not.toContain('CANARY-9');
    expect((await ana.run(['import', 'cancel', world.operation.id, dry.id, '--yes'])).exit).toBe(0);
    expect((await ana.run(['import', 'commit', world.operation.id, dry.id, '--yes'])).exit).toBe(1);
  });

  it('says that a file cannot be read before it asks the server', async () => {
    const ana = await at(world.ana);
    expect((await ana.run(['import', 'run', world.operation.id, '/no/such/file'])).exit).toBe(2);
  });
});
