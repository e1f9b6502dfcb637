import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CompartmentView,
  InboxItem,
  Me,
  OperationSummary,
  OperationView,
  Page,
  ShareHeader,
} from '@liaison/contracts';
import { claimDemonstration, credentialOf, platformAgency, UnitOfWork } from '@liaison/persistence';
import { prepareDemonstration } from '../../apps/server/src/demo/demonstration.js';
import { PasswordFile } from '../../apps/server/src/demo/password-file.js';
import { CreateAgency } from '../../apps/server/src/identity/create-agency.js';
import { FoundInstallation } from '../../apps/server/src/identity/found-installation.js';
import { StoryClock } from '../../apps/server/src/platform/story-clock.js';
import { Browser } from '../kit/browser.js';
import { freshDatabase, type TestDatabase } from '../kit/database.js';
import { bootServer, type TestServer } from '../kit/server.js';
import { ok } from '../kit/world.js';

const folder = mkdtempSync(join(tmpdir(), 'liaison-demonstration-'));
const file = new PasswordFile(folder);
const said: string[] = [];
let database: TestDatabase;
let server: TestServer;

const boot = (): Promise<TestServer> =>
  bootServer({ database, time: new StoryClock(), config: { demo: true, databaseOwnerUrl: database.ownerUrl } });
const found = (on: TestServer) => on.app.get(FoundInstallation, { strict: false }).run();
const prepare = async (on: TestServer): Promise<void> =>
  prepareDemonstration(on.app, await found(on), folder, (text) => void said.push(text));

beforeAll(async () => {
  database = await freshDatabase();
  await cutShort();
  const claim = await claimDemonstration(database.ownerUrl);
  await claim.release();
  if (!claim.cleared) throw new Error('what a cut-short load had left was not taken away');
  server = await boot();
  await prepare(server);
}, 240_000);
afterAll(async () => {
  await server.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** As far as the first agency, as if the process had been killed there. */
async function cutShort(): Promise<void> {
  const first = await boot();
  await found(first);
  const unitOfWork = first.app.get(UnitOfWork, { strict: false });
  const admin = await unitOfWork.quietly(null, (tx) => credentialOf(tx, platformAgency.administrator));
  const nobody = { session: null, duties: [], installationDuties: ['administrator'], address: '127.0.0.1' } as const;
  const actor = { ...nobody, person: admin?.person ?? '', agency: admin?.agency ?? '' };
  const firstCoordinator = { name: 'Ana Visser', handle: 'ana.visser', signInName: 'ana.visser@nl' };
  const agency = { code: 'NL', name: 'Netherlands', country: 'NL', firstCoordinator };
  await first.app.get(CreateAgency, { strict: false }).run(actor, agency);
  await first.close();
}

async function signedIn(signInName: string): Promise<Browser> {
  const password = file.read()?.find((one) => one.signInName === signInName)?.password ?? '';
  const browser = new Browser(server);
  ok(await browser.post('/session', { signInName, password }));
  return browser;
}

async function operationOf(browser: Browser, codeName: string): Promise<OperationView> {
  const list = ok(await browser.get<OperationSummary[]>('/operations'));
  const id = list.find((one) => one.codeName === codeName)?.id ?? '';
  return ok(await browser.get<OperationView>(`/operations/${id}`));
}

const namesOf = (compartments: readonly CompartmentView[]): string[] => compartments.map((one) => one.name).sort();

describe('the demonstration', () => {
  it('prints one sign-in of each kind, keeps all of them where only its owner reads, and says what it is', async () => {
    const signIns = file.read() ?? [];
    expect(signIns).toHaveLength(104);
    expect(new Set(signIns.map((one) => one.password)).size).toBe(104);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    for (const line of said.filter((text) => text.includes('@'))) {
      const [signInName = '', password] = line.trim().split(/ +/).slice(-2);
      const me = ok(await new Browser(server).post<Me>('/session', { signInName, password }));
      expect(me.demonstration).toBe(true);
    }
    expect(said.filter((text) => text.includes('@'))).toHaveLength(8);
  });

  it('has the shape of the model operation', async () => {
    const view = await operationOf(await signedIn('sofia.marin@europol'), 'VIDTF-17');
    expect(view).toMatchObject({ phase: 'active', template: 'victim_identification_task_force', role: 'lead' });
    expect(view.agencies.filter((one) => one.state === 'accepted')).toHaveLength(24);
    expect(view.members.filter((one) => one.role === 'lead')).toHaveLength(2);
    expect(view.members.filter((one) => one.role !== 'lead')).toHaveLength(27);
  });

  it('shows each agency its own compartments: what two others have between them is not there', async () => {
    const ana = await operationOf(await signedIn('ana.visser@nl'), 'VIDTF-17');
    const elsa = await operationOf(await signedIn('elsa.nystrom@se'), 'VIDTF-17');
    expect(namesOf(ana.compartments)).toEqual(expect.arrayContaining(['All participants', 'NL', 'EUROPOL + FR + NL']));
    expect(namesOf(elsa.compartments)).toEqual(['All participants', 'DK + FI + NO + SE', 'SE']);
    expect(ana.compartments.some((one) => one.kind === 'seats' && one.marking.tlp === 'RED')).toBe(true);
  });

  it('brings the sample register in for everybody', async () => {
    const browser = await signedIn('luc.martin@fr');
    const view = await operationOf(browser, 'VIDTF-17');
    const all = view.compartments.find((one) => one.kind === 'all')?.id ?? '';
    const path = `/operations/${view.id}/register?limit=500&compartment=${all}`;
    const { items } = ok(await browser.get<Page<ShareHeader>>(path));
    expect(items).toHaveLength(312);
    const states = new Set(items.map((share) => ('status' in share ? share.status : 'withdrawn')));
    expect([...states]).toEqual(expect.arrayContaining(['triaged', 'claimed', 'in_analysis', 'analysed']));
  });

  it('leaves something to do: a mention, an acknowledgement, a request, an invitation', async () => {
    const inbox = async (who: string) =>
      ok(await (await signedIn(who)).get<InboxItem[]>('/inbox')).map((one) => one.kind);
    const everybodys = await Promise.all(['luc.martin@fr', 'ana.visser@nl', 'mia.hoffmann@de'].map(inbox));
    expect(everybodys.flat()).toEqual(expect.arrayContaining(['mention', 'acknowledgement']));
    expect(await inbox('karin.sandberg@se')).toEqual(expect.arrayContaining(['release', 'invitation']));
  });

  it('is loaded once', async () => {
    const before = file.read();
    await prepare(server);
    expect(file.read()).toEqual(before);
    expect(said.filter((text) => text.startsWith('demonstration loaded'))).toHaveLength(1);
  });
});
