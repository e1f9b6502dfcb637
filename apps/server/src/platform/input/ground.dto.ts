import { IsText, MayBeAbsent } from './fields.js';

/** Why somebody consults, where their agency asks for it (rule 3). */
export class GroundDto {
  @MayBeAbsent()
  @IsText('reason')
  ground?: string;
}

/** What a reading states: why, and the restriction of H3 that the person was shown and acknowledges. */
export class ConsultDto extends GroundDto {
  @MayBeAbsent()
  @IsText('note')
  h3?: string;
}
