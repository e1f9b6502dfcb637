import { legalRegimes, type LegalRegime, type ParticipationKind } from '@liaison/domain';
import { IsBoolean, IsIn, ValidateIf } from 'class-validator';
import { IsId, MayBeAbsent } from '../platform/input/fields.js';
import { IsDay } from '../platform/input/moments.js';

const kinds = ['participant', 'observer'] as const satisfies readonly ParticipationKind[];
const answers = ['accept', 'decline'] as const;

export class InvitationDto {
  @IsId()
  readonly agency!: string;

  @IsIn(kinds, { message: `must be one of ${kinds.join(', ')}` })
  readonly kind!: (typeof kinds)[number];

  @MayBeAbsent()
  @IsDay()
  readonly until?: string;

  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  readonly desk?: boolean;
}

export class InvitationAnswerDto {
  @IsIn(answers, { message: `must be one of ${answers.join(', ')}` })
  readonly answer!: (typeof answers)[number];

  @ValidateIf((input: InvitationAnswerDto) => input.answer === 'accept' || input.regime !== undefined)
  @IsIn(legalRegimes, { message: `must be one of ${legalRegimes.join(', ')}` })
  readonly regime?: LegalRegime;
}

export class AdmissionAnswerDto {
  @IsBoolean({ message: 'must be true or false' })
  readonly withItems!: boolean;
}
