import { Doors, type Door } from '../apps/server/src/platform/doors/doors.js';
import { gatewayMark } from '../apps/server/src/platform/sockets/gateway.decorator.js';
import { UnlistedModule } from './kit/probe.js';
import { bootServer, type TestServer } from './kit/server.js';

describe('the doors of the server', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await bootServer();
  });
  afterAll(() => server.close());

  it('are each listed with one action or a reason to have none', () => {
    const doors = server.app.get(Doors, { strict: false }).list();
    const marks = ({ action, publicBecause, byKind }: Door) =>
      [action, publicBecause, byKind].filter((mark) => mark !== undefined);
    const listed = doors.filter((door) => marks(door).length === 1);
    expect(listed).toEqual(doors);
    expect(doors.map((door) => door.name)).toContain('GET health/live');
  });

  it('that take sockets all check input and answer refusals', () => {
    const gateways = server.app.get(Doors, { strict: false }).gateways();
    const bare = gateways.filter((gateway) => Reflect.getMetadata(gatewayMark, gateway) !== true);
    expect(bare.map((gateway) => gateway.name)).toEqual([]);
  });
});

it('a server with an unlisted door does not boot', async () => {
  await expect(bootServer({ extra: [UnlistedModule] })).rejects.toThrow(/UnlistedController\.door \(GET unlisted\)/);
});
