import { datasetFlags, limits, printable, textProblem, type DatasetFlag } from '@liaison/domain';
import type { FieldError, FoundRow, KeptDataset, OriginOf } from './findings.js';
import { textOf, type Entry, type Fields } from './vics-entry.js';

/** Fields of a case that are kept. Of the contact only the organisation is read. */
export const caseFields = ['CaseID', 'CaseNumber', 'ContactOrganization'] as const;
const caseNumberScheme = 'case-number';
const caseIdScheme = 'case-id';

const mostSeries = 20;
const mostShown = 60;

/** Adds up the media of one case, or of a bare list: one dataset. */
export class CaseTally {
  private items = 0;
  private images = 0;
  private videos = 0;
  private typed = false;
  private readonly flags = new Set<DatasetFlag>();
  private readonly series = new Set<string>();

  constructor(readonly row: number) {}

  add(entry: Entry): void {
    this.items += 1;
    if (entry.kind === 'image') this.images += 1;
    if (entry.kind === 'video') this.videos += 1;
    this.typed ||= entry.kind !== null;
    for (const flag of entry.flags) this.flags.add(flag);
    if (entry.series !== null && this.series.size < mostSeries) this.series.add(entry.series);
  }

  caseRow(place: string, fields: Fields, originOf: OriginOf): FoundRow {
    const aliases = [
      { field: 'CaseNumber', scheme: caseNumberScheme, value: textOf(fields.get('CaseNumber')) },
      { field: 'CaseID', scheme: caseIdScheme, value: textOf(fields.get('CaseID')) },
    ].flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
    const errors = aliases.flatMap(({ field, value }): FieldError[] => {
      const problem = textProblem(value, { max: limits.title });
      return problem ? [{ field, reason: problem, mend: 'Give the case its number again.' }] : [];
    });
    if (aliases.length === 0)
      errors.push({
        field: 'CaseNumber',
        reason: 'and CaseID are both missing',
        mend: 'Give the case a number, so that it is known again.',
      });
    return this.rowOf(place, { aliases, errors, origin: textOf(fields.get('ContactOrganization')), originOf });
  }

  /** A bare list of media has no number of its own; the person names it. */
  bareRow(reference: string | null, originOf: OriginOf): FoundRow {
    const aliases = reference === null ? [] : [{ scheme: 'reference', value: reference }];
    const unnamed = {
      field: 'reference',
      reason: 'is missing: the file is a bare list of media',
      mend: 'Name the dataset and send the file again.',
    };
    return this.rowOf('value', { aliases, errors: reference === null ? [unnamed] : [], origin: null, originOf });
  }

  private rowOf(
    place: string,
    found: {
      aliases: readonly { scheme: string; value: string }[];
      errors: FieldError[];
      origin: string | null;
      originOf: OriginOf;
    },
  ): FoundRow {
    const origin = found.originOf(found.origin);
    const named: Readonly<Record<string, string>> =
      found.origin === null ? {} : { ContactOrganization: printable(found.origin.slice(0, mostShown)) };
    const wrong = found.origin === null ? 'origin' : 'ContactOrganization';
    const errors = 'id' in origin ? found.errors : [...found.errors, { ...origin, field: wrong }];
    const reference = printable(found.aliases[0]?.value.slice(0, limits.title) ?? '');
    const cells = { reference, ...named, items: String(this.items) };
    if (errors.length > 0 || !('id' in origin)) return { row: this.row, place, kept: null, errors, cells };
    return { row: this.row, place, kept: this.kept(found.aliases, origin.id), errors, cells };
  }

  private kept(aliases: readonly { scheme: string; value: string }[], origin: string): KeptDataset {
    const series = printable([...this.series].join(', ').slice(0, limits.title));
    return {
      aliases: aliases.map(({ scheme, value }) => ({ scheme, value })),
      origin,
      content: {
        ...(series !== '' && { series }),
        ...(this.typed && { images: this.images, videos: this.videos }),
        items: this.items,
        flags: datasetFlags.filter((flag) => this.flags.has(flag)),
      },
    };
  }
}
