export * from './actor.js';
export * from './callings.js';
export * from './decision.js';
export * from './facts.js';
export * from './policy.js';
export * from './window.js';
export * from './permissions.js';
