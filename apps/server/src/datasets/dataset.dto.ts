import type { CommandInputs, Day, Id } from '@liaison/contracts';
import {
  ages,
  datasetFlags,
  icseActions,
  knownStates,
  priorities,
  readDigest,
  textProblem,
  type Age,
  type DatasetFlag,
  type IcseAction,
  type Known,
  type Marking,
  type Priority,
} from '@liaison/domain';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { IsId, IsNested, IsOneOf, IsText, IsVersion, MayBeAbsent } from '../platform/input/fields.js';
import { MarkingDto } from '../platform/input/marking.dto.js';
import { IsDay } from '../platform/input/moments.js';
import { mostInt } from '../platform/input/numbers.js';
import { firstReceived } from './reading/field-values.js';

const IsCount = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    IsInt({ message: 'must be a whole number or null' }),
    Min(0, { message: 'must be 0 or more' }),
    Max(mostInt, { message: `must be at most ${mostInt}` }),
  );

class AliasDto {
  @Matches(/^[a-z][a-z0-9-]{0,39}$/, { message: 'must be a short name in lower case, for example case-number' })
  scheme!: string;

  @ValidateBy({
    name: 'isReference',
    validator: {
      validate: (value) => typeof value === 'string' && textProblem(value, { max: 200 }) === null,
      defaultMessage: () => 'must be at most 200 characters on one line',
    },
  })
  value!: string;

  @IsBoolean({ message: 'must be true or false' })
  open!: boolean;
}

/** What can be said of a dataset by hand, when it is registered and later. */
class DatasetContentDto {
  @IsOptional()
  @IsText('title')
  series?: string | null;

  @IsOptional()
  @IsDay({ since: firstReceived })
  receivedOn?: Day | null;

  @IsCount()
  images?: number | null;

  @IsCount()
  videos?: number | null;

  @IsCount()
  items?: number | null;

  @MayBeAbsent()
  @IsOneOf(knownStates)
  known?: Known;

  @MayBeAbsent()
  @IsOneOf(ages)
  age?: Age;

  @MayBeAbsent()
  @IsOneOf(priorities)
  priority?: Priority;

  @MayBeAbsent()
  @IsOneOf(icseActions)
  icseAction?: IcseAction;

  @MayBeAbsent()
  @IsArray({ message: 'must be a list of flags' })
  @ArrayMaxSize(datasetFlags.length, { message: 'must name each flag once' })
  @IsIn(datasetFlags, { each: true, message: `must be of ${datasetFlags.join(', ')}` })
  flags?: DatasetFlag[];

  @IsOptional()
  @IsText('note', { multiline: true })
  note?: string | null;

  @MayBeAbsent()
  @IsNested(() => MarkingDto)
  marking?: Marking;

  @MayBeAbsent()
  @IsArray({ message: 'must be a list of digests' })
  @ArrayMaxSize(200, { message: 'must be at most 200; import a manifest for more' })
  @ValidateBy(
    {
      name: 'isDigest',
      validator: {
        validate: (value) => typeof value === 'string' && readDigest(value) !== null,
        defaultMessage: () => 'must be MD5, SHA-1 or SHA-256 in hexadecimal',
      },
    },
    { each: true },
  )
  digests?: string[];

  @MayBeAbsent()
  @IsArray({ message: 'must be a list of external references' })
  @ArrayMaxSize(20, { message: 'must be at most 20 external references' })
  @IsNested(() => AliasDto, { each: true })
  aliases?: AliasDto[];
}

export class RegisterDatasetDto extends DatasetContentDto implements Readonly<CommandInputs['dataset.register']> {
  @IsId()
  origin!: Id;
}

export class EditDatasetDto extends DatasetContentDto implements Readonly<CommandInputs['dataset.edit']> {
  @IsId()
  dataset!: Id;

  @IsVersion()
  version!: number;
}
