import type { Type } from '@nestjs/common';
import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';
import { nestedClassOf } from './fields.js';

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Check = (value: unknown, owner: object) => boolean;

interface Field {
  /** Whether anything is asked of the field at all. */
  readonly conditions: readonly Check[];
  readonly checks: readonly Check[];
  readonly nested: Type<object> | undefined;
}

const known = new Map<Type<object>, ReadonlyMap<string, Field>>();

/**
 * The short way of input that came as JSON: an instance of its class if class-validator would take every field as it is,
 * by the same rules, which are gathered once for each class and not for each input; else undefined, and the long way says
 * why. It never refuses. Not for queries, whose fields are converted before they are checked.
 */
export function takenAsIs(of: Type<object>, given: unknown): object | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const fields = fieldsOf(of);
  if (fields.size === 0 || !Object.keys(given).every((name) => fields.has(name))) return undefined;
  const made = Object.assign(new of(), given) as Record<string, unknown>;
  for (const [name, { conditions, checks, nested }] of fields) {
    const value = made[name];
    if (!conditions.every((isAsked) => isAsked(value, made))) continue;
    if (!checks.every((passes) => passes(value, made))) return undefined;
    if (!nested) continue;
    const inside = Array.isArray(value) ? allTaken(nested, value) : takenAsIs(nested, value);
    if (!inside) return undefined;
    made[name] = inside;
  }
  return made;
}

function allTaken(of: Type<object>, values: readonly unknown[]): readonly object[] | undefined {
  const made = values.flatMap((value) => takenAsIs(of, value) ?? []);
  return made.length === values.length ? made : undefined;
}

function fieldsOf(of: Type<object>): ReadonlyMap<string, Field> {
  const before = known.get(of);
  if (before) return before;
  const rules = getMetadataStorage().getTargetValidationMetadatas(of, '', false, false);
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))];
  const fields = new Map(names.map((name) => [name, fieldOf(of, name, rules)]));
  known.set(of, fields);
  return fields;
}

function fieldOf(of: Type<object>, name: string, all: readonly Rule[]): Field {
  const rules = all.filter(({ propertyName }) => propertyName === name);
  const ofType = (type: string): readonly Rule[] => rules.filter((rule) => rule.type === type);
  return {
    conditions: ofType(ValidationTypes.CONDITIONAL_VALIDATION).map(conditionOf),
    checks: ofType(ValidationTypes.CUSTOM_VALIDATION).flatMap((rule) => checksOf(of, rule)),
    nested: nestedClassOf(of, name),
  };
}

function conditionOf({ constraints }: Rule): Check {
  const [isAsked] = constraints as [(owner: object, value: unknown) => boolean];
  return (value, owner) => isAsked(owner, value);
}

function checksOf(of: Type<object>, { constraintCls, constraints, propertyName, each }: Rule): readonly Check[] {
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }: { readonly instance: ValidatorConstraintInterface }): Check => {
      const passes: Check = (value, object) =>
        instance.validate(value, { targetName: of.name, property: propertyName, object, value, constraints }) === true;
      return (value, owner) =>
        each && Array.isArray(value) ? value.every((one) => passes(one, owner)) : passes(value, owner);
    });
}
