export * from './clock.js';
export * from './digest.js';
export * from './errors.js';
export * from './ids.js';
export * from './marking.js';
export * from './reference.js';
export * from './text.js';
export * from './values.js';
