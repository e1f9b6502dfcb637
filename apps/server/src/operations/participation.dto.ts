import { legalRegimes, type LegalRegime, type ParticipationKind } from '@liaison/domain';
import { IsBoolean, ValidateIf } from 'class-validator';
import { IsId, IsOneOf, MayBeAbsent } from '../platform/input/fields.js';
import { IsDay } from '../platform/input/moments.js';
const kinds = ['participant', 'observer'] as const satisfies readonly ParticipationKind[];
const answers = ['accept', 'decline'] as const;

export class InvitationDto {
  @IsId()
  readonly agency!: string;

  @IsOneOf(kinds)
  readonly kind!: (typeof kinds)[number];

  @MayBeAbsent()
  @IsDay()
  readonly until?: string;

  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  readonly desk?: boolean;
}

export class InvitationAnswerDto {
  @IsOneOf(answers)
  readonly answer!: (typeof answers)[number];

  @ValidateIf((input: InvitationAnswerDto) => input.answer === 'accept' || input.regime !== undefined)
  @IsOneOf(legalRegimes)
  readonly regime?: LegalRegime;
}

export class AdmissionAnswerDto {
  @IsBoolean({ message: 'must be true or false' })
  readonly withItems!: boolean;
}
