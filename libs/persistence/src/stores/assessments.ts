import type { AssessmentView, Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** The author's own assessment of a share that nothing supersedes yet, with the version it was born under. */
export const findOwnAssessment = (tx: Tx, share: Id, author: Id, id: Id): Promise<{ baseVer: number } | null> =>
  tx.row(
    `select base_ver as "baseVer" from assessment
     where id = $1 and share = $2 and author = $3 and superseded_by is null`,
    [id, share, author],
  );

export interface NewAssessment extends Omit<AssessmentView, 'at' | 'supersededBy'> {
  readonly baseVer: number;
}

export const insertAssessment = (tx: Tx, a: NewAssessment): Promise<number> =>
  tx.run('insert into assessment values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, app_now(), null)', [
    a.id,
    a.share,
    a.dataset,
    a.compartment,
    a.baseVer,
    a.author,
    a.agency,
    a.kind,
    a.country,
    a.likelihood,
    a.confidence,
    a.note,
  ]);

/** The earlier judgement stays as it was recorded; it only says what took its place. */
export const supersede = (tx: Tx, id: Id, by: Id): Promise<number> =>
  tx.run('update assessment set superseded_by = $2 where id = $1', [id, by]);
