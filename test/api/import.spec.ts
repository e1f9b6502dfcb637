import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportRow, Page } from '@liaison/contracts';
import { reason } from '../kit/browser.js';
import { begun, committed, fileOf, imported, inspected, suggestedMapping, viewedImport } from '../kit/import.js';
import { grid, registry, viewed, type Registry } from '../kit/registry.js';
import { everyCell } from '../kit/rows.js';
import { as, nobody, ok, type Person } from '../kit/world.js';

const register = readFileSync(join(process.cwd(), 'samples/registry.csv'));
const manifest = readFileSync(join(process.cwd(), 'samples/manifest-vics-2.0.json'));
const codes = 'AT AU BE CA CH CZ DK ES FI GB HU IE IT NO PL PT RO US EUROPOL INTERPOL'.split(' ');
let world: Registry;

beforeAll(async () => {
  world = await registry();
  for (const code of codes) await world.agency(code);
}, 120_000);
afterAll(() => world.close());

const rowsOf = async (person: Person, id: string, query = ''): Promise<readonly ImportRow[]> =>
  ok(await as(person).get<Page<ImportRow>>(`${world.operation.path}/imports/${id}/rows${query}`)).items;

describe('a register as CSV', () => {
  it('is looked at first: columns, words, and what they seem to mean', async () => {
    const seen = ok(await inspected(world, world.lead, register.subarray(0, 8_000)));
    expect(seen).toMatchObject({ format: 'csv', encoding: 'UTF-8', delimiter: ';', bare: false });
    expect(suggestedMapping(seen).columns).toMatchObject({
      Reference: 'reference',
      Received: 'receivedOn',
      Note: 'note',
    });
    expect(seen.columns.find((column) => column.name === 'Origin')?.words.slice(0, 2)).toEqual([
      { word: 'CH', value: 'CH' },
      { word: 'ES', value: 'ES' },
    ]);
  });

  it('lands at home, shared in the same step when the person says so', async () => {
    const view = await imported(world, world.lead, register);
    expect(view).toMatchObject({
      state: 'ready',
      read: 312,
      readBytes: register.length,
      rows: { new: 312, known: 0, error: 0 },
    });
    expect(await viewedImport(world, world.lead, view.id, `?shareTo=${world.all}`)).toMatchObject({
      willSee: { agencies: 3, datasets: 312 },
    });
    const before = (await grid(world, world.luc, '?limit=500')).items.length;
    const { memberVer } = await world.operation.theirs(world.lead, 'all');
    const done = ok(await committed(world, world.lead, view.id, { shareTo: world.all, memberVer }));
    expect(done).toMatchObject({ state: 'committed', done: { registered: 312, updated: 0, skipped: 0 } });
    const after = (await grid(world, world.luc, `?limit=500&compartment=${world.all}`)).items;
    expect(after).toHaveLength(before + 312);
    const french = after.find((share) => share.withdrawnBy === null && share.originator === world.fr.id);
    const dataset = ok(await viewed(world.luc, french?.dataset ?? ''));
    expect(dataset).toMatchObject({ origin: world.fr.id, originator: world.fr.id, contributor: world.nl.id });
    expect(dataset.aliases[0]?.value).toMatch(/^FR\/VID\/2025\//);
    expect(ok(await viewed(world.dora, french?.dataset ?? '')).aliases).toEqual([]);
  });

  it('knows again what is here: skipped or updated, never doubled, never compared beyond the own agency', async () => {
    const count = async (): Promise<number> =>
      (await grid(world, world.lead, `?limit=500&compartment=${await world.home(world.lead)}`)).items.length;
    const before = await count();
    const again = await imported(world, world.lead, register);
    expect(again.rows).toEqual({ new: 0, known: 312, error: 0 });
    expect(ok(await committed(world, world.lead, again.id)).done).toEqual({ registered: 0, updated: 0, skipped: 312 });
    const row = (reference: string, images: number): string => `Reference;Origin;Images\n${reference};NL;${images}\n`;
    const nl = /NL\/VID\/2025\/\d+/.exec(register.toString())?.[0] ?? '';
    const update = await imported(world, world.lead, row(nl, 7));
    expect(update.rows).toEqual({ new: 0, known: 1, error: 0 });
    expect(ok(await committed(world, world.lead, update.id, { known: 'update' })).done).toMatchObject({ updated: 1 });
    expect(await count()).toBe(before);
    const found = ok(
      await as(world.lead).get<{ dataset: string }[]>(
        `${world.operation.path}/datasets/find?q=${encodeURIComponent(nl)}`,
      ),
    );
    // What the file does not say stays as it was.
    expect(ok(await viewed(world.lead, found[0]?.dataset ?? ''))).toMatchObject({ images: 7, version: 2 });
    expect(ok(await viewed(world.lead, found[0]?.dataset ?? '')).note).not.toBeNull();
    const theirs = await imported(world, world.luc, row(nl, 7).replace(';NL;', ';FR;'));
    expect(theirs.rows).toEqual({ new: 1, known: 0, error: 0 });
  });

  it('leaves what its originator holds to its originator', async () => {
    const fr = /FR\/VID\/2025\/\d+/.exec(register.toString())?.[0] ?? '';
    const again = await imported(world, world.lead, `Reference;Origin;Images\n${fr};FR;9\n`);
    expect(again.rows.known).toBe(1);
    expect((await rowsOf(world.lead, again.id))[0]?.errors[0]?.reason).toContain('originator');
    expect(ok(await committed(world, world.lead, again.id, { known: 'update' })).done).toEqual({
      registered: 0,
      updated: 0,
      skipped: 1,
    });
  });

  it('names the rows that are wrong, gives them back as a table, and commits the good ones', async () => {
    const file = [
      'Reference;Origin;Images;Note',
      'OK-1;NL;1;fine',
      'BAD-1;ZZ;1;',
      '=cmd();NL;many;"x, y"',
      'OK-2;NL;2;',
    ].join('\r\n');
    const view = await imported(world, world.ana, file);
    expect(view.rows).toEqual({ new: 2, known: 0, error: 2 });
    const errors = await rowsOf(world.ana, view.id, '?only=error');
    expect(errors.map((row) => [row.place, row.errors.map((error) => error.field)])).toEqual([
      ['line 3', ['origin']],
      ['line 4', ['images']],
    ]);
    expect(reason(await committed(world, world.ana, view.id))).toBe('rows_with_errors');
    const path = `${world.operation.path}/imports/${view.id}/errors.csv`;
    const table = await fetch(`${world.server.url}/api/v1${path}`, {
      headers: { Cookie: as(world.ana).cookieHeader ?? '' },
    });
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await table.text()).split('\r\n');
    expect(lines[0]).toContain('Reference;Origin;Images;Note;Place;Field;Reason;How to mend it');
    expect(lines[2]).toMatch(/^"'=cmd\(\)";NL;many;"x, y";line 4;images;/);
    expect(ok(await committed(world, world.ana, view.id, { rows: 'good' })).done).toMatchObject({ registered: 2 });
  });

  it('takes no offence at what no text should hold, and keeps none of it', async () => {
    const noise = `Refer\u0007ence;Origin;Note\nA-1;NL;\u202Ex\n${'A-2;ZZ;long\n'.repeat(60)}N\u0000UL;NL;y\n`;
    const seen = ok(await inspected(world, world.ana, noise));
    expect(seen.columns.map(({ name }) => name)).toEqual(['Refer?ence', 'Origin', 'Note']);
    const columns = { 'Refer?ence': 'reference', Origin: 'origin', Note: 'note' } as const;
    const id = await begun(world, world.ana, { format: 'csv', mapping: { columns, words: {} } });
    expect(ok(await fileOf(world, world.ana, id, noise)).rows).toEqual({ new: 0, known: 0, error: 62 });
    const rows = await rowsOf(world.ana, id, '?only=error');
    expect(rows[0]?.summary).toEqual({ 'Refer?ence': 'A-1', Origin: 'NL', Note: '?x' });
    expect(rows.at(-1)?.summary).toEqual({ 'Refer?ence': 'N?UL', Origin: 'NL', Note: 'y' });
  });

  it('takes rows of other origins from a lead alone', async () => {
    const view = await imported(world, world.ana, 'Reference;Origin\nX-1;FR\n');
    expect((await rowsOf(world.ana, view.id))[0]?.errors[0]?.mend).toContain('lead');
  });

  it('keeps the mapping for the agency, and what is dropped nowhere', async () => {
    const file = 'Aktenzeichen;Land;Geheim\nA-77;NL;CANARY-CELL\n';
    const id = await begun(world, world.ana, {
      format: 'csv',
      mapping: { columns: { Aktenzeichen: 'reference', Land: 'origin', Geheim: null }, words: {} },
    });
    expect(ok(await fileOf(world, world.ana, id, file))).toMatchObject({ dropped: { Geheim: 1 }, rows: { new: 1 } });
    expect(await everyCell(world.server)).not.toContain('CANARY');
    ok(await committed(world, world.ana, id));
    const seen = ok(await inspected(world, world.lead, file));
    expect(seen.columns.map(({ field }) => field)).toEqual(['reference', 'origin', null]);
  });
});

describe('a VICS manifest', () => {
  it('gives one dataset a case, and nothing that is to be dropped is found anywhere afterwards', async () => {
    const view = await imported(world, world.lead, manifest);
    expect(view).toMatchObject({ format: 'vics', state: 'ready', read: 600, rows: { new: 12, known: 0, error: 0 } });
    expect(view.dropped).toMatchObject({ MediaFiles: 600, Comments: 141, Category: 600 });
    expect(await everyCell(world.server)).not.toContain('CANARY');
    ok(await committed(world, world.lead, view.id));
    const cells = await everyCell(world.server);
    expect(cells).not.toContain('CANARY');
    expect(cells).toContain('RO-2025-2733');
    const digest = '1400cac235aa9b86e28b255c86e262e8';
    const found = ok(
      await as(world.lead).get<{ dataset: string; matched: string }[]>(
        `${world.operation.path}/datasets/find?q=${digest}`,
      ),
    );
    expect(found).toMatchObject([{ matched: 'digest' }]);
    expect(ok(await viewed(world.lead, found[0]?.dataset ?? ''))).toMatchObject({
      items: 50,
      series: 'RO-S248',
      digestCounts: { MD5: 50, SHA1: 50 },
    });
  });

  it('shows before it comes in which agency each origin is understood as, and what stood in a bad entry', async () => {
    const medium = { MD5: 'a'.repeat(32) };
    const bad = [{ MD5: 'no digest' }, { ...medium, IsSuspected: 'may\u0007be' }, {}];
    const value = [
      { CaseNumber: 'N-901', ContactOrganization: 'nl', Media: [medium, ...bad] },
      { CaseNumber: 'N-902', ContactOrganization: 'Nowhere', Media: [medium] },
    ];
    const view = await imported(world, world.lead, JSON.stringify({ '@odata.context': 'x', value }));
    const rows = await rowsOf(world.lead, view.id);
    expect(rows.find((row) => row.known === 'new')?.summary).toEqual({
      reference: 'N-901',
      ContactOrganization: 'nl',
      origin: 'NL · Agency NL',
      items: '1',
    });
    const stood = rows.flatMap(({ errors, summary }) => errors.map(({ field }) => [field, summary[field]]));
    expect(stood).toEqual([
      ['MD5', '9 characters'],
      ['IsSuspected', '6 characters'],
      ['MD5', 'nothing'],
      ['ContactOrganization', 'Nowhere'],
    ]);
  });

  it('that is a bare list of media becomes one dataset under the name that the person gives', async () => {
    const media = [
      { MediaID: 1, MD5: 'a'.repeat(32) },
      { MediaID: 2, MD5: 'b'.repeat(32) },
    ];
    const file = JSON.stringify({
      '@odata.context': 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Media',
      value: media,
    });
    expect(ok(await inspected(world, world.ana, file))).toMatchObject({ format: 'vics', bare: true });
    const view = await imported(world, world.ana, file, { reference: 'BOX-12', origin: world.nl.id });
    ok(await committed(world, world.ana, view.id));
    const found = ok(await as(world.ana).get<{ dataset: string }[]>(`${world.operation.path}/datasets/find?q=BOX-12`));
    expect(ok(await viewed(world.ana, found[0]?.dataset ?? ''))).toMatchObject({ items: 2, digestCounts: { MD5: 2 } });
  });
});

describe('an import', () => {
  const small = 'Reference;Origin\nS-1;NL\n';

  it('is its person’s alone, down to the bytes of the answer', async () => {
    const { id } = await imported(world, world.ana, small);
    for (const path of ['', '/rows', '/errors.csv']) {
      const at = (one: string): string => `${world.operation.path}/imports/${one}${path}`;
      const foreign = await as(world.lead).send('GET', at(id));
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe((await as(world.lead).send('GET', at(nobody))).text);
    }
    expect((await committed(world, world.lead, id)).status).toBe(404);
    expect((await as(world.lead).delete(`${world.operation.path}/imports/${id}`)).status).toBe(404);
    expect((await fileOf(world, world.lead, id, small)).status).toBe(404);
  });

  it('is cancelled, and gone within a day if nobody commits it', async () => {
    const cancelled = await imported(world, world.ana, small);
    expect((await as(world.ana).delete(`${world.operation.path}/imports/${cancelled.id}`)).status).toBe(204);
    expect(await viewedImport(world, world.ana, cancelled.id)).toMatchObject({ state: 'cancelled', rows: { new: 0 } });
    expect(reason(await committed(world, world.ana, cancelled.id))).toBe('import_state');
    const twice = await imported(world, world.ana, small);
    expect(reason(await fileOf(world, world.ana, twice.id, small))).toBe('import_state');
  });

  it('is shared only with the audience on the screen, and not past an originator', async () => {
    const view = await imported(world, world.ana, small.replace('S-1', 'S-2'));
    expect((await committed(world, world.ana, view.id, { shareTo: world.all })).status).toBe(400);
    const foreign = await committed(world, world.ana, view.id, { shareTo: await world.home(world.luc), memberVer: 1 });
    expect(foreign.status).toBe(404);
    const forDe = await imported(world, world.lead, 'Reference;Origin\nDE-9;DE\n');
    const past = await committed(world, world.lead, forDe.id, { shareTo: world.nlFr, memberVer: 1 });
    expect(reason(past)).toBe('originator_first');
    expect((await viewedImport(world, world.lead, forDe.id)).state).toBe('ready');
  });

  it('does not exist for who has no place in the operation', async () => {
    const path = (operation: string): string => `/operations/${operation}/imports`;
    const outsider = world.se.coordinator;
    const foreign = await as(outsider).post(path(world.operation.id), { format: 'vics' });
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await as(outsider).post(path(nobody), { format: 'vics' })).text);
  });
});
