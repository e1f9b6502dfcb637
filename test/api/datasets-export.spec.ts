import type { Problem } from '@liaison/contracts';
import { begun, committed, fileOf } from '../kit/import.js';
import { command, made, registered, registry, shared, type Registry } from '../kit/registry.js';
import { as, nobody, ok, type Person } from '../kit/world.js';

let world: Registry;

beforeAll(async () => {
  world = await registry();
});
afterAll(() => world.close());

const exported = async (person: Person, ground?: string): Promise<{ status: number; text: string }> => {
  const query = ground === undefined ? '' : `?ground=${encodeURIComponent(ground)}`;
  const path = `${world.server.url}/api/v1${world.operation.path}/register.csv${query}`;
  const answer = await fetch(path, { headers: { Cookie: as(person).cookieHeader ?? '' } });
  return { status: answer.status, text: await answer.text() };
};

describe('the register that goes out', () => {
  it('needs a reason in the person’s own words', async () => {
    const asked = await exported(world.ana);
    expect(asked.status).toBe(409);
    expect(JSON.parse(asked.text) as Problem).toMatchObject({ reason: 'ground_required', extra: { freeText: true } });
    expect((await exported(world.ana, ' ')).status).toBe(400);
    expect((await exported(world.ana, 'Yearly report of the desk')).status).toBe(200);
  });

  it('is in the agency’s own columns and words, of the agency’s own data alone', async () => {
    const mapping = {
      columns: { Dossier: 'reference', Herkomst: 'origin', Beelden: 'images', Bekend: 'known', Noot: 'note' },
      words: { known: { nieuw: 'unknown', bekend: 'known_identified' }, origin: { Politie: 'NL' } },
    } as const;
    const file =
      'Dossier,Herkomst,Beelden,Bekend,Noot\r\nD-1,Politie,12,bekend,"=HYPERLINK(""x"")"\r\nD-2,Politie,3,nieuw,"a, b"\r\n';
    const id = await begun(world, world.ana, { format: 'csv', mapping });
    ok(await fileOf(world, world.ana, id, file));
    ok(await committed(world, world.ana, id));
    const french = await registered(world, world.luc, { aliases: [{ scheme: 'reference', value: 'F-1', open: true }] });
    await shared(world, world.luc, french, world.all);
    const { text } = await exported(world.ana, 'Yearly report of the desk');
    expect(text.split('\r\n').sort()).toEqual(
      [
        'Dossier,Herkomst,Beelden,Bekend,Noot',
        `D-1,Politie,12,bekend,"'=HYPERLINK(""x"")"`,
        'D-2,Politie,3,nieuw,"a, b"',
        '',
      ].sort(),
    );
    const theirs = await exported(world.luc, 'Yearly report of the desk');
    expect(theirs.text.split('\r\n').slice(0, 2)).toEqual([
      'Reference;Series;Origin;Received;Images;Videos;Items;Known;Age;Status;Priority;Flags;Note',
      'F-1;;FR;;;;;unknown;recent;received;normal;;',
    ]);
  });

  it('carries how far the work is', async () => {
    const dataset = await registered(world, world.dora, {
      aliases: [{ scheme: 'reference', value: 'G-1', open: false }],
    });
    const share = await shared(world, world.dora, dataset, world.all);
    await made(command(world, world.luc, world.all, 'share.claim', { share, version: 1 }));
    const { text } = await exported(world.dora, 'Where we stand');
    expect(text).toContain('G-1;;DE;;;;;unknown;recent;claimed;normal;;');
  });

  it('does not exist for who has no place in the operation', async () => {
    const outsider = as(world.se.coordinator);
    const foreign = await outsider.send('GET', `${world.operation.path}/register.csv?ground=x`);
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await outsider.send('GET', `/operations/${nobody}/register.csv?ground=x`)).text);
  });
});
