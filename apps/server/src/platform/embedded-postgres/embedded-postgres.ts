import { databaseUrl, freePort, writeAccess, type Access } from './access.js';
import { databaseName, ensureRolesAndDatabase, openCluster } from './cluster.js';
import { preparePlace, shippedPrograms, type Place, type Programs } from './place.js';
import { findPostmaster, isAlive, startPostmaster, stopPostmaster, type Postmaster } from './postmaster.js';

export interface EmbeddedOptions {
  /** The folder that holds node_modules. */
  readonly root: string;
  readonly dataDir: string;
  readonly say: (text: string) => void;
  /** Called when the database died and could not be brought back. */
  readonly onLost: (error: unknown) => void;
  /** Another PostgreSQL than the one shipped, for tests on the oldest version served. */
  readonly programs?: Programs;
  /** More `name=value` settings, for tests. */
  readonly settings?: readonly string[];
}

/** A running database of our own and the ways into it. */
export interface EmbeddedPostgres {
  /** Log in as liaison_app: what the server uses. */
  readonly appUrl: string;
  /** Log in as liaison_owner: migrations. */
  readonly ownerUrl: string;
  /** Log in as liaison_log: the sequencer of the access log. */
  readonly logUrl: string;
  /** Superuser on the maintenance database: tests create their databases with it. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts the database in `dataDir`, creating it when it is not there. A server left over by a launcher that was killed
 * is adopted; one whose launcher lives is shared and left running.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = preparePlace(options.programs ?? shippedPrograms(options.root), options.dataDir);
  const known = await openCluster(place, options.say);
  const running = await findPostmaster(place, known);
  const sharing = running !== null && known.launcher !== process.pid && isAlive(known.launcher);
  if (sharing) return urls({ ...known, port: running.port }, () => Promise.resolve());
  const port = running?.port ?? (await freePort(known.port));
  const access = writeAccess(place.access, { ...known, port, launcher: process.pid });
  if (running) options.say(`adopting the database left running as process ${running.found.pid}`);
  const first = running?.found ?? (await startPostmaster(place, access, options.settings ?? []));
  const stop = superviseUntilStopped(place, access, options, first);
  await ensureRolesAndDatabase(access);
  return urls(access, stop);
}

function urls(access: Access, stop: () => Promise<void>): EmbeddedPostgres {
  return {
    appUrl: databaseUrl(access, 'app', databaseName),
    ownerUrl: databaseUrl(access, 'owner', databaseName),
    logUrl: databaseUrl(access, 'log', databaseName),
    adminUrl: databaseUrl(access, 'superuser', 'postgres'),
    stop,
  };
}

/** Brings a dead database back on the same port: connection pools then find it again. Returns the way to stop it. */
function superviseUntilStopped(
  place: Place,
  access: Access,
  options: EmbeddedOptions,
  first: Postmaster,
): () => Promise<void> {
  const state = { current: first, stopping: false };
  const isStopping = (): boolean => state.stopping;
  const watch = async (): Promise<void> => {
    for (;;) {
      await state.current.gone;
      if (isStopping()) return;
      options.say('the database went away, starting it again');
      state.current = await startPostmaster(place, access, options.settings ?? []);
      if (isStopping()) return stopPostmaster(state.current);
    }
  };
  void watch().catch(options.onLost);
  return async () => {
    state.stopping = true;
    await stopPostmaster(state.current);
  };
}
