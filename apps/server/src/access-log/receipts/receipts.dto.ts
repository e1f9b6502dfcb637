import type { Id, NewReceiptCheck } from '@liaison/contracts';
import { AreIds } from '../../platform/input/fields.js';

export class ReceiptCheckDto implements NewReceiptCheck {
  @AreIds(1, 32)
  readonly records!: readonly Id[];
}
