import { ValidateIf } from 'class-validator';

/** The field may be missing; `null` is a value and is checked like any other. */
export const MayBeLeftOut = (): PropertyDecorator =>
  ValidateIf((_object: unknown, value: unknown) => value !== undefined);
