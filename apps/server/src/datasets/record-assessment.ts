import { Injectable } from '@nestjs/common';
import type { CommandInputs, Id } from '@liaison/contracts';
import { invalid, newId } from '@liaison/domain';
import { findOwnAssessment, insertAssessment, supersede } from '@liaison/persistence';
import {
  HandlesCommand,
  type CommandHandler,
  type CommandScope,
  type Written,
} from '../platform/commands/command-handler.js';
import { append } from '../platform/commands/in-scope.js';
import { share, shareFacts } from './dataset-facts.js';
import { RecordAssessmentDto } from './share.dto.js';

/** One person's judgement. Nobody's is overwritten: one's own can be superseded, another's is answered by one's own. */
@Injectable()
@HandlesCommand('assessment.record', RecordAssessmentDto)
export class RecordAssessment implements CommandHandler<'assessment.record'> {
  readonly facts = shareFacts;

  async write(scope: CommandScope, input: CommandInputs['assessment.record']): Promise<Written> {
    const { tx, act, actor, stream } = scope;
    const { id: shareId, dataset } = await share(scope, input.share);
    const id = newId();
    const born = { share: shareId, dataset, compartment: stream.id, baseVer: stream.memberVer, author: actor.person };
    const { kind, country, likelihood, confidence, note = null } = input;
    const earlier = input.supersedes === undefined ? null : await own(scope, shareId, input.supersedes);
    await insertAssessment(tx, { ...born, id, agency: actor.agency, kind, country, likelihood, confidence, note });
    const refs = { assessment: id, share: shareId, dataset };
    const written = append(scope, 'assessment.recorded', refs, id);
    if (earlier && input.supersedes !== undefined) {
      await supersede(tx, input.supersedes, id);
      // Its readers are those of its own birth.
      stream.append('assessment.recorded', actor.person, { ...refs, assessment: input.supersedes }, earlier.baseVer);
    }
    act.touch('assessment', id, { version: 1, owner: actor.agency });
    return written;
  }
}

async function own({ tx, actor }: CommandScope, shareId: Id, id: Id): Promise<{ readonly baseVer: number }> {
  const found = await findOwnAssessment(tx, shareId, actor.person, id);
  if (!found) throw invalid('supersedes', 'must be an assessment of your own here that nothing supersedes yet');
  return found;
}
