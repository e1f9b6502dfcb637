import type { Witnesses } from './witnesses.js';

/** Of a policy that names none. */
export const noWitnesses: Witnesses = { ask: () => Promise.resolve({ cosignatures: [], states: [], ahead: [] }) };
