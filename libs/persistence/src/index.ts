export * from './access-record.js';
export * from './act.js';
export * from './data-source.js';
export * from './tx.js';
export * from './unit-of-work.js';
export * from './stores/access-log.js';
export * from './stores/marking.js';
export * from './stores/streams.js';
