import {
  importFields,
  importFormats,
  type Id,
  type ImportCommitInput,
  type ImportField,
  type ImportFormat,
  type ImportInput,
  type ImportMapping,
} from '@liaison/contracts';
import { textProblem } from '@liaison/domain';
import { IsBoolean, IsIn, IsOptional, ValidateBy } from 'class-validator';
import { IsId, IsNested, IsOneOf, IsText, IsVersion, MayBeAbsent } from '../../platform/input/fields.js';
import { IsPageSize, IsRowOfQuery } from '../../platform/input/numbers.js';
const mostColumns = 300;
const mostWords = 500;
const isField = (value: unknown): value is ImportField => (importFields as readonly unknown[]).includes(value);
const isShort = (text: unknown): boolean => typeof text === 'string' && textProblem(text, { max: 200 }) === null;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function areColumns(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).length > mostColumns) return false;
  const fields = Object.values(value).filter((field) => field !== null);
  return Object.keys(value).every(isShort) && fields.every(isField) && new Set(fields).size === fields.length;
}

function areWords(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([field, words]) =>
      isField(field) &&
      isRecord(words) &&
      Object.keys(words).length <= mostWords &&
      Object.entries(words).every((pair) => pair.every(isShort)),
  );
}

class MappingDto implements ImportMapping {
  @ValidateBy({
    name: 'areColumns',
    validator: {
      validate: areColumns,
      defaultMessage: () => 'must name for each column a field, each field once, or null',
    },
  })
  columns!: ImportMapping['columns'];

  @ValidateBy({
    name: 'areWords',
    validator: { validate: areWords, defaultMessage: () => 'must name for words of a field the value each stands for' },
  })
  words!: ImportMapping['words'];
}

export class StartImportDto implements ImportInput {
  @IsOneOf(importFormats)
  format!: ImportFormat;

  @MayBeAbsent()
  @IsNested(() => MappingDto)
  mapping?: MappingDto;

  @MayBeAbsent()
  @IsId()
  origin?: Id;

  @MayBeAbsent()
  @IsText('title')
  reference?: string;

  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  openReferences?: boolean;

  @MayBeAbsent()
  @IsId()
  shareTo?: Id;
}

export class CommitImportDto implements ImportCommitInput {
  @IsIn(['all', 'good'], { message: 'must be all or good' })
  rows!: 'all' | 'good';

  @IsIn(['skip', 'update'], { message: 'must be skip or update' })
  known!: 'skip' | 'update';

  @IsOptional()
  @IsId()
  shareTo?: Id | null;

  @MayBeAbsent()
  @IsVersion()
  memberVer?: number;
}

export class ImportQueryDto {
  /** Says who would see it if it were shared with this compartment. */
  @MayBeAbsent()
  @IsId()
  shareTo?: Id;
}

const kinds = ['new', 'known', 'error'] as const;

export class ImportRowsQueryDto {
  @MayBeAbsent()
  @IsOneOf(kinds)
  only?: (typeof kinds)[number];

  @MayBeAbsent()
  @IsRowOfQuery()
  next?: number;

  @MayBeAbsent()
  @IsPageSize(500)
  limit?: number;
}
