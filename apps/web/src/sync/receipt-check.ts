import type { ReceiptCheck } from '@liaison/contracts';

const states: readonly unknown[] = ['included', 'waiting', 'unknown'];

const isOne = (value: unknown): boolean => {
  const { record, state, inclusion } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof record === 'string' && states.includes(state) && (inclusion === null || typeof inclusion === 'string');
};

/** Whether that is an answer at all: whoever wants to hide something need not refuse. */
export function isReceiptCheck(answer: unknown): answer is ReceiptCheck {
  const { keys, receipts } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  return typeof keys === 'string' && Array.isArray(receipts) && receipts.every(isOne);
}
