import { v7 } from 'uuid';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUIDv7 (RFC 9562): ordered by time of making, so that indexes stay dense. */
export const newId = (): string => v7();

/** True for a lower-case UUID of RFC 9562. */
export const isId = (value: unknown): value is string => typeof value === 'string' && uuidShape.test(value);
