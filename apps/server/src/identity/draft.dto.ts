import { IsText } from '../platform/input/fields.js';

export class DraftDto {
  @IsText('messageText', { multiline: true })
  readonly text!: string;
}
