import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { nestedClassOf } from '../input/fields.js';

export type Schema = Readonly<Record<string, unknown>>;

/** One check of one field, as class-validator keeps it. */
interface Check {
  readonly propertyName: string;
  readonly type: string;
  readonly name?: string;
  readonly constraints?: readonly unknown[];
  readonly each: boolean;
}

/** What each check says in the words of JSON Schema. A check that is not here says nothing that a schema can. */
const said: Readonly<Record<string, (constraints: readonly unknown[]) => Schema>> = {
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  isLength: ([minLength, maxLength]) => ({ minLength, maxLength }),
  minLength: ([minLength]) => ({ minLength }),
  maxLength: ([maxLength]) => ({ maxLength }),
  matches: ([pattern]) => ({ type: 'string', pattern: pattern instanceof RegExp ? pattern.source : undefined }),
  isIn: ([values]) => ({ enum: values }),
  isInstant: () => ({ type: 'string', format: 'date-time' }),
  isDayOrInstant: () => ({ type: 'string', description: 'A day (`2025-09-15`) or a moment (`2025-09-15T08:00:00Z`).' }),
  isId: () => ({ type: 'string', format: 'uuid' }),
  isDay: () => ({ type: 'string', format: 'date' }),
  isText: ([maxLength]) => ({ type: 'string', minLength: 1, maxLength }),
  isTextEach: ([maxLength]) => ({ type: 'string', minLength: 1, maxLength }),
  isObject: () => ({ type: 'object' }),
  areColumns: () => ({ type: 'object', additionalProperties: { type: ['string', 'null'] } }),
  areWords: () => ({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
  }),
  isH3Text: () => ({ type: ['string', 'null'] }),
};
const ofTheList: Readonly<Record<string, (constraints: readonly unknown[]) => Schema>> = {
  isArray: () => ({ type: 'array' }),
  arrayMinSize: ([minItems]) => ({ minItems }),
  arrayMaxSize: ([maxItems]) => ({ maxItems }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/** Schemas of input classes, read from the same decorators that check the input. */
export class InputSchemas {
  readonly components: Record<string, Schema> = {};

  /** A reference to the class's schema, which is made with those of the classes it holds. */
  of(input: Type<object>): Schema {
    if (!(input.name in this.components)) {
      this.components[input.name] = {};
      this.components[input.name] = this.objectOf(input);
    }
    return { $ref: `#/components/schemas/${input.name}` };
  }

  /** The class's fields, each with its own schema: for what comes in a query. */
  fieldsOf(
    input: Type<object>,
  ): readonly { readonly name: string; readonly required: boolean; readonly schema: Schema }[] {
    const all = checksOf(input);
    const names = [...new Set(all.map((check) => check.propertyName))].sort();
    return names.map((name) => {
      const checks = all.filter((check) => check.propertyName === name);
      const required = !checks.some((check) => check.type === 'conditionalValidation');
      return { name, required, schema: this.fieldOf(input, name, checks) };
    });
  }

  private objectOf(input: Type<object>): Schema {
    const fields = this.fieldsOf(input);
    const required = fields.filter((field) => field.required).map((field) => field.name);
    return {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
      ...(required.length > 0 && { required }),
    };
  }

  private fieldOf(input: Type<object>, name: string, checks: readonly Check[]): Schema {
    const nested = nestedClassOf(input, name);
    const isList = checks.some((check) => check.each || (check.name ?? '') in ofTheList);
    const one = nested ? this.of(nested) : merged(checks, said);
    return isList ? { type: 'array', ...merged(checks, ofTheList), items: one } : one;
  }
}

function merged(checks: readonly Check[], words: typeof said): Schema {
  const parts = checks.map(({ name = '', constraints = [] }) => words[name]?.(constraints) ?? {});
  return Object.assign({}, ...parts) as Schema;
}

const checksOf = (input: Type<object>): readonly Check[] =>
  getMetadataStorage().getTargetValidationMetadatas(input, '', false, false);
