import { IsText, MayBeAbsent } from './fields.js';

/** Why somebody consults, where their agency asks for it (rule 3). */
export class GroundDto {
  @MayBeAbsent()
  @IsText('reason')
  ground?: string;
}
