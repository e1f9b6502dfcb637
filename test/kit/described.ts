import { newId } from '@liaison/domain';

/** A JSON schema of the served description, as far as a sample needs it. */
export interface Schema {
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema: Schema;
}

export interface Described {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** One for each kind of body that the door takes. */
  readonly bodies: readonly Schema[];
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Every HTTP door as the server itself describes it. */
export const doorsOf = ({ paths }: Description): readonly Described[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
      const body = requestBody?.content['application/json']?.schema;
      const bodies = body === undefined ? [] : (body.oneOf ?? [body]);
      return { method: method.toUpperCase(), path: path.replace('/api/v1', ''), parameters, bodies };
    }),
  );

/** All that may be said, or as little as is taken. */
export type Extent = 'whole' | 'least';

/** Makes input that fits a schema: from the values known by field name where they fit, else from what the schema says. */
export class Samples {
  constructor(
    private readonly description: Description,
    private readonly known: Readonly<Record<string, unknown>>,
  ) {}

  of(schema: Schema, name = '', extent: Extent = 'whole'): unknown {
    if (schema.$ref !== undefined) return this.of(this.named(schema.$ref), name, extent);
    const known = this.known[name];
    if (known !== undefined && fits(schema, known)) return known;
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[0];
    return this.ofType(schema, name, extent);
  }

  private ofType(schema: Schema, name: string, extent: Extent): unknown {
    if (schema.format === 'uuid') return newId();
    if (schema.format === 'date') return '2025-09-20';
    if (schema.format === 'date-time') return '2030-01-01T00:00:00Z';
    const [type] = [schema.type ?? 'string'].flat();
    if (type === 'integer') return schema.minimum ?? 1;
    if (type === 'boolean') return true;
    if (type === 'array') return [this.of(schema.items ?? {}, name.replace(/s$/, ''), extent)];
    if (type !== 'object') return 'words';
    const fields = Object.entries(schema.properties ?? {}).filter(
      ([field]) => extent === 'whole' || schema.required?.includes(field),
    );
    return Object.fromEntries(fields.map(([field, inner]) => [field, this.of(inner, field, extent)]));
  }

  private named(ref: string): Schema {
    return this.description.components.schemas[ref.split('/').at(-1) ?? ''] ?? {};
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One name means an id at one door and a day at another. */
function fits(schema: Schema, value: unknown): boolean {
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.const !== undefined) return schema.const === value;
  return schema.format !== 'uuid' || uuid.test(String(value));
}

export type { Description };
