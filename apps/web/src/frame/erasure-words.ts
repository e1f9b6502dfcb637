import type { ErasureBasis, ErasureState } from '@liaison/domain';
import type { PillTone } from '../ui/pill.js';

/** Directive (EU) 2016/680. */
export const basisWords: Readonly<Record<ErasureBasis, { readonly label: string; readonly note: string }>> = {
  right_to_erasure: {
    label: 'The person’s right to erasure',
    note: 'They have asked for it, and it is theirs to ask (Art. 16).',
  },
  retention_over: {
    label: 'Their time is over',
    note: 'The period for which these values may be kept has ended (Art. 5).',
  },
  unlawful_processing: {
    label: 'The processing was unlawful',
    note: 'The values should not have been recorded (Art. 16).',
  },
  order: { label: 'An order', note: 'Of a court or of the supervisory authority (Art. 47).' },
};

export const erasureStateWords: Readonly<Record<ErasureState, { readonly words: string; readonly tone: PillTone }>> = {
  asked: { words: 'waits for an auditor', tone: 'warn' },
  done: { words: 'carried out', tone: 'ok' },
  refused: { words: 'refused', tone: 'plain' },
};
