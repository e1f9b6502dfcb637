import type { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { recordClassOf, type Action } from '@liaison/authz';
import { HANDLED_COMMAND, type HandledCommand } from '../commands/command-handler.js';
import { actKey, byKindKey, publicKey } from '../doors/act.decorator.js';
import { sessionCookie } from '../sessions/session-cookie.js';
import { readVersion } from '../version.js';
import { InputSchemas, type Schema } from './input-schema.js';
import { takesKey } from './takes.decorator.js';

interface Door {
  readonly owner: Type<object>;
  readonly method: string;
}
type Parameter = { readonly in: string } & Record<string, unknown>;
type Operation = Record<string, unknown> & { operationId: string; parameters?: Parameter[] };

/** The OpenAPI description of every HTTP door: what it takes, which act it is, and how it refuses. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Liaison')
    .setDescription(
      'The session comes in a cookie; every write carries `X-Liaison: 1`. Refusals are RFC 9457 problems.',
    )
    .setVersion(readVersion())
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addCookieAuth(sessionCookie)
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    operationIdFactory: (owner, method) => `${owner}.${method}`,
  });
  const modules = [...app.get(ModulesContainer, { strict: false }).values()];
  const schemas = new InputSchemas();
  const doors = doorsOf(modules.flatMap((one) => [...one.controllers.values()].map(({ metatype }) => metatype)));
  const commands = commandsOf(modules.flatMap((one) => [...one.providers.values()].map(({ metatype }) => metatype)));
  for (const operation of operationsOf(document)) {
    const door = doors.get(operation.operationId);
    if (door) describeDoor(operation, door, schemas, commands);
  }
  const components = document.components ?? {};
  const made = { ...schemas.components, ...problemSchemas };
  document.components = { ...components, schemas: Object.fromEntries(Object.entries(made).sort()) };
  return document;
}

function doorsOf(controllers: readonly unknown[]): ReadonlyMap<string, Door> {
  const doors = new Map<string, Door>();
  for (const owner of controllers as readonly Type<object>[])
    for (const method of Object.getOwnPropertyNames(owner.prototype))
      doors.set(`${owner.name}.${method}`, { owner, method });
  return doors;
}

const commandsOf = (providers: readonly unknown[]): readonly HandledCommand[] =>
  providers
    .map((one) =>
      typeof one === 'function' ? (Reflect.getMetadata(HANDLED_COMMAND, one) as HandledCommand | undefined) : undefined,
    )
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));

const operationsOf = (document: OpenAPIObject): readonly Operation[] =>
  Object.values(document.paths).flatMap((path) => Object.values(path as Record<string, Operation>));

function describeDoor(
  operation: Operation,
  door: Door,
  schemas: InputSchemas,
  commands: readonly HandledCommand[],
): void {
  const handler = (door.owner.prototype as Record<string, object>)[door.method] ?? {};
  const byKind = Reflect.getMetadata(byKindKey, handler) === true;
  const action = Reflect.getMetadata(actKey, handler) as Action | undefined;
  const query = argumentClass(door, RouteParamtypes.QUERY);
  const takes = Reflect.getMetadata(takesKey, handler) as Type<object> | 'file' | undefined;
  const body = typeof takes === 'function' ? takes : argumentClass(door, RouteParamtypes.BODY);
  operation['x-action'] = byKind ? 'the kind of the command' : (action ?? null);
  if (action) operation['x-record-class'] = recordClassOf[action];
  if (Reflect.getMetadata(publicKey, handler) === undefined) operation.security = [{ [sessionCookie]: [] }];
  if (query)
    operation.parameters = [
      ...pathOnly(operation),
      ...schemas.fieldsOf(query).map((field) => ({ in: 'query', ...field })),
    ];
  operation.parameters = operation.parameters?.map(asId);
  if (byKind) describeCommand(operation, commands, schemas);
  else if (takes === 'file') operation.requestBody = fileBody;
  else if (body) operation.requestBody = jsonBody(schemas.of(body));
  operation.responses = { ...(operation.responses as object), default: problemResponse };
}

const pathOnly = ({ parameters = [] }: Operation): Parameter[] => parameters.filter((one) => one.in !== 'query');

/** The class of the whole body or query; a single named field has none. */
function argumentClass({ owner, method }: Door, kind: RouteParamtypes): Type<object> | undefined {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, owner, method) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', owner.prototype as object, method) ?? []) as Type<object>[];
  const found = Object.entries(args).find(([key, { data }]) => key.startsWith(`${kind}:`) && data === undefined);
  return found && types[found[1].index];
}

/** One member for each kind, told apart by `kind`: what the socket's `command` takes as well. */
const commandSchema = (commands: readonly HandledCommand[], schemas: InputSchemas): Schema => ({
  oneOf: commands.map(({ kind, input }) => ({
    title: kind,
    type: 'object',
    additionalProperties: false,
    properties: {
      kind: { const: kind },
      memberVer: { type: 'integer', minimum: 1, description: 'The audience on the author’s screen.' },
      input: schemas.of(input),
    },
    required: ['kind', 'memberVer', 'input'],
  })),
});

function describeCommand(operation: Operation, commands: readonly HandledCommand[], schemas: InputSchemas): void {
  operation.requestBody = jsonBody(commandSchema(commands, schemas));
  const schema = {
    type: 'string',
    format: 'uuid',
    description: 'UUIDv7, made by the client; it makes a repeat harmless.',
  };
  operation.parameters = [
    ...(operation.parameters ?? []),
    { in: 'header', name: 'Idempotency-Key', required: true, schema },
  ];
}

/** What stands in a path is an id. */
const asId = (parameter: Parameter): Parameter =>
  parameter.in === 'path' ? { ...parameter, schema: { type: 'string', format: 'uuid' } } : parameter;

const fileBody = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
};

const jsonBody = (schema: Schema): object => ({ required: true, content: { 'application/json': { schema } } });

const problemResponse = {
  description: 'A refusal. What is not there and what is not the asker’s are the same bytes.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const text = { type: 'string' };
const problemSchemas = {
  Problem: {
    type: 'object',
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: text,
      detail: text,
      reason: text,
      fields: { type: 'array', items: { type: 'object', properties: { path: text, reason: text } } },
      extra: { type: 'object' },
      requestId: text,
    },
    required: ['type', 'title', 'status', 'code', 'detail'],
  },
};
