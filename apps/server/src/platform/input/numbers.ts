import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { givenPlace } from './place.js';

/** The most that a column of whole numbers holds. */
export const mostInt = 2_147_483_647;

/** A whole number in a query: digits and nothing else, so that no other writing of numbers comes in with it. */
const FromDigits = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }): unknown =>
    typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value,
  );

/** A whole number in its bounds, with one word on whatever is none. */
export const IsWhole = (min: number, max: number, message: string): PropertyDecorator =>
  applyDecorators(IsInt({ message }), Min(min, { message }), Max(max, { message }));

/** How many of a list at once. */
export const IsPageSize = (most: number): PropertyDecorator =>
  applyDecorators(FromDigits(), IsWhole(1, most, `must be from 1 to ${most}`));

const streamNumber = 'must be a number of the stream';

/** A number of a stream, in a body or frame. */
export const IsSeq = (): PropertyDecorator => IsWhole(0, Number.MAX_SAFE_INTEGER, streamNumber);

/** A number of a stream, in a query. */
export const IsSeqOfQuery = (): PropertyDecorator => applyDecorators(FromDigits(), IsSeq());

/** The number of the row after which a list goes on. */
export const IsRowOfQuery = (): PropertyDecorator => applyDecorators(FromDigits(), IsWhole(0, mostInt, givenPlace));
