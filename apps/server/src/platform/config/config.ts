import { join } from 'node:path';
import 'reflect-metadata';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
} from 'class-validator';
import { compile } from 'proxy-addr';
import { configKeys, type ConfigKey } from './config-keys.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const postgresUrl = /^postgres(ql)?:\/\/\S+$/;
const redisUrl = /^rediss?:\/\/\S+$/;
const logOrigin = /^[^\s+]+$/;
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Everything the process may be told from outside. A key that is not here, or a bad value, stops the start by name. */
export class Config {
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(65535, { message: 'must be at most 65535' })
  readonly port: number = 3000;

  @MinLength(1, { message: 'must not be empty' })
  readonly host: string = '127.0.0.1';

  @IsOptional()
  @Matches(postgresUrl, { message: 'must begin with postgresql://' })
  readonly databaseUrl?: string;

  @IsOptional()
  @Matches(postgresUrl, { message: 'must begin with postgresql://' })
  readonly databaseOwnerUrl?: string;

  /** The sequencer's log in; a server without it writes records and leaves the tree to others. */
  @IsOptional()
  @Matches(postgresUrl, { message: 'must begin with postgresql://' })
  readonly databaseLogUrl?: string;

  @IsOptional()
  @IsString({ message: 'must be the path of a folder' })
  readonly logDir?: string;

  @IsOptional()
  @Matches(logOrigin, { message: 'must be a name such as liaison.example/log, without spaces and plus signs' })
  readonly logOrigin?: string;

  @IsOptional()
  @IsString({ message: 'must be the path of a file' })
  readonly logDestinations?: string;

  @IsOptional()
  @Matches(redisUrl, { message: 'must begin with redis:// or rediss://' })
  readonly redisUrl?: string;

  @IsOptional()
  @IsString({ message: 'must be the path of a folder' })
  readonly dataDir?: string;

  @IsBoolean({ message: 'must be true or false' })
  readonly demo: boolean = false;

  @IsOptional()
  @MinLength(1, { message: 'must not be empty' })
  readonly demoHost?: string;

  @ArrayNotEmpty({ message: 'must name at least one origin' })
  @ValidateBy(
    { name: 'isOrigin', validator: { validate: isAllowedOrigin } },
    { each: true, message: 'must be exact origins such as https://liaison.example; plain http on loopback names only' },
  )
  readonly origins: readonly string[] = [];

  @ValidateBy(
    { name: 'isNetwork', validator: { validate: isNetwork } },
    { each: true, message: 'must be IP addresses or networks such as 10.1.0.0/16' },
  )
  readonly trustedProxies: readonly string[] = [];

  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(65535, { message: 'must be at most 65535' })
  readonly metricsPort?: number;

  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(1_000_000, { message: 'must be at most 1000000' })
  readonly messageRate: number = 10;

  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(1_000_000, { message: 'must be at most 1000000' })
  readonly waitingConnections: number = 250;

  @IsIn(logLevels, { message: `must be one of ${logLevels.join(', ')}` })
  readonly logLevel: (typeof logLevels)[number] = 'info';

  constructor(values: Partial<Config> = {}) {
    Object.assign(this, values);
    if (values.demo === undefined) this.demo = values.databaseUrl === undefined;
    if (values.origins === undefined) this.origins = [`http://localhost:${this.port}`, `http://127.0.0.1:${this.port}`];
    if (values.logDir === undefined && values.dataDir !== undefined) this.logDir = join(values.dataDir, 'log');
  }

  /** Under which name a key for the access log is made. */
  get logName(): string {
    return this.logOrigin ?? `${new URL(this.origins[0] ?? '').host}/log`;
  }

  /** Where the server listens. A demonstration is opened to others by a key of its own only. */
  get listenOn(): string {
    return this.demo ? (this.demoHost ?? this.host) : this.host;
  }

  /** True when only this machine can connect. */
  get isLoopback(): boolean {
    return isLoopbackHost(this.listenOn);
  }
}

/** Names the key and what it must be; never repeats the value, which may be a password. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads and checks the environment; an empty value counts as not given. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  refuseUnknownKeys(env);
  const given = configKeys.filter((known) => (env[known.key] ?? '') !== '');
  const values = Object.fromEntries(given.map((known) => [known.property, known.read(env[known.key] ?? '')]));
  const config = new Config(values);
  const [problem] = validateSync(config);
  if (problem) throw new ConfigError(`${keyOf(problem.property)} ${Object.values(problem.constraints ?? {})[0] ?? ''}`);
  if (config.demo && !isLoopbackHost(config.host)) {
    throw new ConfigError('HOST must be a loopback address for a demonstration; LIAISON_DEMO_HOST opens it to others');
  }
  if (!config.isLoopback && !env.LIAISON_ORIGINS) {
    throw new ConfigError('LIAISON_ORIGINS must be set when the server does not listen on a loopback address');
  }
  if (config.databaseLogUrl !== undefined && config.logDir === undefined && config.databaseUrl !== undefined) {
    throw new ConfigError('LIAISON_LOG_DIR must be set where DATABASE_LOG_URL is');
  }
  return config;
}

function refuseUnknownKeys(env: NodeJS.ProcessEnv): void {
  const known = new Set<string>(configKeys.map(({ key }) => key));
  const stranger = Object.keys(env).find((key) => key.startsWith('LIAISON_') && !known.has(key));
  if (stranger) throw new ConfigError(`${stranger} is not a key of Liaison`);
}

function keyOf(property: string): string {
  const found: ConfigKey | undefined = configKeys.find((known) => known.property === property);
  return found?.key ?? property;
}

const isLoopbackHost = (host: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(host);

function isNetwork(value: unknown): boolean {
  try {
    compile(String(value));
    return true;
  } catch {
    return false;
  }
}

function isAllowedOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.origin !== value) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackNames.includes(url.hostname));
}
