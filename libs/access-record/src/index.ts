export { parseCanonical } from './canonical-json.js';
export { digestOf } from './digest.js';
export * from './entry.js';
export { canonical, fieldDigest } from './field.js';
export * from './key-list.js';
export * from './record.js';
export { newSalt } from './salt.js';
export * from './scope.js';
export * from './statement.js';
