import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GATEWAY_METADATA, MESSAGE_METADATA } from '@nestjs/websockets/constants.js';
import { recordClassOf } from '@liaison/authz';
import { actKey, byKindKey, publicKey } from './act.decorator.js';

/** One way into the server: a route or a socket event, and the action it stands for. */
export interface Door {
  readonly kind: 'http' | 'socket';
  /** `GET threads/:id` or the event's name. */
  readonly name: string;
  readonly handler: string;
  readonly action?: string;
  readonly publicBecause?: string;
  /** True for the doors of all commands. */
  readonly byKind?: boolean;
}

type Handlers = Readonly<Record<string, unknown>>;

/** Knows every door; a door that names no known action and gives no reason keeps the server from starting. */
@Injectable()
export class Doors implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const unlisted = this.list().filter((door) => !isListed(door));
    if (unlisted.length === 0) return;
    const names = unlisted.map((door) => `${door.handler} (${door.name})`).join(', ');
    throw new Error(`Doors without an action of the access matrix: ${names}`);
  }

  list(): Door[] {
    const controllers = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => this.doorsOf(metatype, routeName, 'http'));
    const gateways = this.gateways().flatMap((gateway) => this.doorsOf(gateway, eventName, 'socket'));
    return [...controllers, ...gateways];
  }

  gateways(): (new (...args: never[]) => unknown)[] {
    const classes = this.discovery.getProviders().map(({ metatype }) => metatype as unknown);
    return classes.filter(isClass).filter((found) => Reflect.getMetadata(GATEWAY_METADATA, found) === true);
  }

  private doorsOf(
    owner: unknown,
    nameOf: (owner: object, handler: object) => string | undefined,
    kind: Door['kind'],
  ): Door[] {
    if (!isClass(owner)) return [];
    const prototype = owner.prototype as Handlers;
    return this.scanner.getAllMethodNames(prototype).flatMap((method): Door[] => {
      const handler = prototype[method] as object;
      const name = nameOf(owner, handler);
      if (name === undefined) return [];
      return [{ kind, name, handler: `${owner.name}.${method}`, ...marksOf(handler) }];
    });
  }
}

function isClass(value: unknown): value is new (...args: never[]) => unknown {
  return typeof value === 'function' && typeof value.prototype === 'object';
}

function marksOf(handler: object): Pick<Door, 'action' | 'publicBecause' | 'byKind'> {
  const action = Reflect.getMetadata(actKey, handler) as string | undefined;
  const publicBecause = Reflect.getMetadata(publicKey, handler) as string | undefined;
  const byKind = Reflect.getMetadata(byKindKey, handler) === true;
  return {
    ...(byKind && { byKind }),
    ...(action !== undefined && { action }),
    ...(publicBecause !== undefined && { publicBecause }),
  };
}

function isListed(door: Door): boolean {
  if (door.byKind) return door.action === undefined && door.publicBecause === undefined;
  if (door.action === undefined) return (door.publicBecause ?? '').trim() !== '';
  return door.publicBecause === undefined && Object.hasOwn(recordClassOf, door.action);
}

function routeName(owner: object, handler: object): string | undefined {
  const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
  if (path === undefined) return undefined;
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const base = Reflect.getMetadata(PATH_METADATA, owner) as string | undefined;
  return `${method} ${[base, path].filter((part) => part && part !== '/').join('/')}`;
}

function eventName(_owner: object, handler: object): string | undefined {
  return Reflect.getMetadata(MESSAGE_METADATA, handler) as string | undefined;
}
