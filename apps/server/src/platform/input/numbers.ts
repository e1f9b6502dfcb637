import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** A whole number in a query: digits and nothing else, so that no other writing of numbers comes in with it. */
const fromDigits = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;

const IsWhole = (min: number, max: number, message: string): PropertyDecorator =>
  applyDecorators(IsInt({ message }), Min(min, { message }), Max(max, { message }));

/** How many of a list at once. */
export const IsPageSize = (most: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => fromDigits(value)),
    IsWhole(1, most, `must be from 1 to ${most}`),
  );

const streamNumber = 'must be a number of the stream';

/** A number of a stream, in a body or frame. */
export const IsSeq = (): PropertyDecorator => IsWhole(0, Number.MAX_SAFE_INTEGER, streamNumber);

/** A number of a stream, in a query. */
export const IsSeqOfQuery = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => fromDigits(value)),
    IsSeq(),
  );

/** The number of the row after which a list goes on. */
export const IsRowOfQuery = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => fromDigits(value)),
    IsWhole(0, 2_147_483_647, 'must be the place you were given'),
  );
