import type { RecordClass } from '@liaison/domain';
import type { Id, Instant } from './resource.js';

/** One access record as an auditor may see it; fields outside the auditor's cut are null. */
export interface AccessRecordView {
  readonly id: Id;
  readonly at: Instant;
  readonly class: RecordClass;
  readonly act: string;
  readonly outcome: 'success' | 'failure';
  readonly operation: Id | null;
  readonly agency: Id | null;
  readonly person: Id | null;
  readonly personName: string | null;
  readonly role: string | null;
  readonly objects: readonly {
    readonly type: string;
    readonly id: Id;
    readonly version: number | null;
    readonly ref: string | null;
  }[];
  readonly groundStated: boolean;
  readonly ground: string | null;
  readonly address: string | null;
  readonly session: Id | null;
  readonly recipients: readonly Id[] | null;
  readonly rule: string | null;
  readonly compartment: Id | null;
  /** `person`: of the auditor's own people; `information`: about the auditor's agency's information; `oversight`. */
  readonly seenAs: 'person' | 'information' | 'oversight';
}
