import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { Matches, MinLength, validateSync, ValidateBy } from 'class-validator';
import type { LogDestination, LogPlace } from '@liaison/contracts';
import { IsOneOf, MayBeAbsent } from '../../platform/input/fields.js';
import { Config, ConfigError } from '../../platform/config/config.js';
import { rootLog } from '../../platform/logging/log.js';

const schemes = { syslog: 'tls:', json: 'https:' } as const;
const allFormats = ['syslog', 'json'] as const;
const allReaders = ['auditors', 'oversight'] as const;
const aPath = { message: 'must be the path of a file (PEM), from the folder of this file' };

/** One place that the operator lets the log be sent to, as it stands in the file. */
export class Destination implements Pick<LogDestination, 'name'> {
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'must be a name of small letters, digits and hyphens, at most 40' })
  readonly name!: string;

  /** Code. */
  @MinLength(1, { message: 'must be the code of an agency' })
  readonly agency!: string;

  @IsOneOf(allReaders)
  readonly for!: (typeof allReaders)[number];

  @IsOneOf(allFormats)
  readonly format!: LogPlace['format'];

  @ValidateBy({
    name: 'isAddress',
    validator: {
      validate: isAddress,
      defaultMessage: () => 'must be tls://host:port for syslog, https://host/path for json',
    },
  })
  readonly address!: string;

  /** Who has to have signed its certificate; left out: those that Node.js knows. */
  @MayBeAbsent()
  @MinLength(1, aPath)
  readonly ca?: string;

  /** Shown to it, where it asks for one. */
  @MayBeAbsent()
  @MinLength(1, aPath)
  readonly cert?: string;

  @MayBeAbsent()
  @MinLength(1, aPath)
  readonly key?: string;
}

function isAddress(value: unknown, args?: { readonly object: object }): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, port, username, password } = new URL(value);
  const { format } = (args?.object ?? {}) as Partial<Destination>;
  if (username !== '' || password !== '') return false;
  return protocol === schemes[format ?? 'json'] && (format === 'json' || port !== '');
}

/** Certificates and key as they are on disk now: who renews them restarts nothing. */
export interface Credentials {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

const digestOf = (data: string | Buffer): string => hash('sha256', data, 'hex');

/** What it stands for with these certificates, for auditors to choose and for comparing with what they chose. */
export function placeOf({ format, address }: Destination, { ca, cert }: Credentials): LogPlace {
  const parts = {
    format,
    host: new URL(address).host,
    address: digestOf(address),
    ca: ca ? digestOf(ca) : null,
    cert: cert ? digestOf(cert) : null,
  };
  return { ...parts, fingerprint: digestOf(JSON.stringify(parts)) };
}

/**
 * Where the log may be sent to. The list is the operator's, and each of its places is one agency's: nobody at a keyboard
 * can make the server call an address. A list that is wrong stops the start; then it is read each time, so that a place that is
 * taken out of it has nothing sent to it any more.
 */
@Injectable()
export class Destinations {
  private readonly path: string | undefined;
  private readonly folder: string;
  private list: { readonly text: string; readonly places: readonly Destination[] } | null = null;
  /** What was told of the list last; null while it can be read. */
  private told: string | null = null;
  /** Of places by name: why their certificates cannot be read, as it was told last. */
  private readonly unreadable = new Map<string, string>();

  constructor({ logDestinations: path }: Config) {
    this.path = path;
    this.folder = path === undefined ? '' : dirname(resolve(path));
    for (const { ca, cert, key } of this.all()) {
      for (const file of [ca, cert, key]) if (file !== undefined) readable(resolve(this.folder, file));
      if (key !== undefined) requirePrivate(resolve(this.folder, key));
    }
  }

  /** For an agency's auditors or its oversight, by what the list says now; null where it cannot be read any more. */
  of(agency: string, oversight: boolean): readonly Destination[] | null {
    const reader = oversight ? 'oversight' : 'auditors';
    try {
      const all = this.all();
      this.tell(null);
      return all.filter((one) => one.agency === agency && one.for === reader);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.tell(error.message);
      return null;
    }
  }

  async credentials(one: Destination): Promise<Credentials> {
    try {
      const read = await this.credentialsNow(one);
      if (this.unreadable.delete(one.name))
        rootLog.info(`log destinations: ${one.name}: its certificates can be read again`);
      return read;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (this.unreadable.get(one.name) !== problem)
        rootLog.error(`log destinations: ${one.name}: ${problem}; nobody can choose it, and nothing is sent there`);
      this.unreadable.set(one.name, problem);
      throw error;
    }
  }

  private async credentialsNow({ ca, cert, key }: Destination): Promise<Credentials> {
    if (key !== undefined) requirePrivate(resolve(this.folder, key));
    const files = Object.entries({ ca, cert, key }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const read = files.map(async ([name, path]) => [name, await readFile(resolve(this.folder, path))] as const);
    return Object.fromEntries(await Promise.all(read));
  }

  /** The operator once, and again when it is something else. */
  private tell(problem: string | null): void {
    if (problem === this.told) return;
    this.told = problem;
    if (problem === null) rootLog.info('log destinations: the list can be read again');
    else rootLog.error(`log destinations: ${problem}; nothing is sent`);
  }

  /** Read each time, and looked through where it is not what it was. */
  private all(): readonly Destination[] {
    if (this.path === undefined) return [];
    const text = readable(resolve(this.path));
    if (text !== this.list?.text) this.list = { text, places: placesIn(text) };
    return this.list.places;
  }
}

const refuse = (what: string): never => {
  throw new ConfigError(`LIAISON_LOG_DESTINATIONS ${what}`);
};

function placesIn(text: string): readonly Destination[] {
  const list = parsed(text);
  if (!Array.isArray(list)) return refuse('must be a file with a list in JSON');
  const found = list.map((one: unknown, at) => {
    const place = plainToInstance(Destination, one);
    const isObject = typeof one === 'object' && one !== null && !Array.isArray(one);
    const [problem] = isObject
      ? validateSync(place, { whitelist: true, forbidNonWhitelisted: true })
      : [{ property: 'it', constraints: { isObject: 'must be an object' } }];
    if (problem) refuse(`entry ${at + 1}: ${problem.property} ${Object.values(problem.constraints ?? {})[0] ?? ''}`);
    if ((place.cert === undefined) !== (place.key === undefined)) refuse(`entry ${at + 1}: cert and key go together`);
    return place;
  });
  const names = found.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) refuse(`names ${twice} twice`);
  return found;
}

function readable(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return refuse(`names a file that cannot be read: ${path}`);
  }
}

/** As the log's own key. */
function requirePrivate(path: string): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    refuse(`names a key that others than its owner can read: ${path} (chmod 600)`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
