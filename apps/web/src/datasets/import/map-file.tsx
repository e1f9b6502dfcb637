import { importFields, type ImportField, type ImportInspection, type OperationView } from '@liaison/contracts';
import { useAgencies } from '../../data/agency.js';
import { useMe } from '../../data/session.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/choice.js';
import { TextField } from '../../ui/field.js';
import { FormButtons } from '../../ui/form.js';
import { Section } from '../../ui/screen.js';
import { Select, type Option } from '../../ui/select.js';
import { Table } from '../../ui/table.js';
import { fieldWords, meanings } from './import-words.js';
import styles from './import.module.css';
import { mapColumn, mappingProblem, mapWord, type MappingDraft } from './mapping-draft.js';
import type { ChosenFile, ImportChoices } from './chosen-file.js';

export interface MapFileProps {
  readonly operation: OperationView;
  readonly chosen: ChosenFile;
  readonly onChange: (choices: ImportChoices) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** What the columns and the words of a file mean. Kept for the agency's next import. */
export function MapFile({ operation, chosen, onChange, onBack, onNext }: MapFileProps) {
  const { file, inspection, choices } = chosen;
  const isTable = inspection.format === 'csv';
  const problem = isTable ? mappingProblem(choices.mapping) : null;
  const isNamed = !inspection.bare || choices.reference.trim() !== '';
  const change = (mapping: MappingDraft): void => onChange({ ...choices, mapping });
  return (
    <div className={styles.stack}>
      <p className="meta">
        {file.name} ·{' '}
        {isTable
          ? `table, ${inspection.columns.length} columns, divided by ${delimiterWords(inspection.delimiter)}`
          : 'VICS 2.0 manifest'}{' '}
        · {inspection.encoding}
      </p>
      {isTable && <Columns inspection={inspection} mapping={choices.mapping} onChange={change} />}
      {isTable && <Words mapping={choices.mapping} onChange={change} />}
      <Choices operation={operation} inspection={inspection} choices={choices} onChange={onChange} />
      {problem !== null && <p role="alert">{problem}</p>}
      <FormButtons>
        <Button look="main" isDisabled={problem !== null || !isNamed} onPress={onNext}>
          Read the file and show what would come
        </Button>
        <Button onPress={onBack}>Another file</Button>
        <span className="meta">Nothing is registered yet.</span>
      </FormButtons>
    </div>
  );
}

const delimiterWords = (delimiter: string | null): string =>
  ({ ';': 'semicolons', ',': 'commas', '\t': 'tabs', '|': 'bars' })[delimiter ?? ''] ?? 'something else';

const dropped: Option<ImportField | 'none'> = { value: 'none', label: '— drop it unread —' };
const fields: readonly Option<ImportField | 'none'>[] = [
  dropped,
  ...importFields.map((value) => ({ value, label: fieldWords[value] })),
];

interface MappingProps {
  readonly mapping: MappingDraft;
  readonly onChange: (mapping: MappingDraft) => void;
}

function Columns({ inspection, mapping, onChange }: MappingProps & { readonly inspection: ImportInspection }) {
  const kept = Object.values(mapping.columns).filter((field) => field !== null).length;
  return (
    <Section
      title="Columns"
      aside={`${kept} of ${inspection.columns.length} are taken; the others are dropped unread and counted.`}
    >
      <Table
        label="Columns of the file and what they mean"
        rows={inspection.columns}
        keyOf={(column) => column.name}
        columns={[
          { id: 'name', header: 'Column', names: true, cell: (column) => column.name },
          {
            id: 'samples',
            header: 'For example',
            cell: (column) => <span className={styles.samples}>{column.samples.join(' · ')}</span>,
          },
          {
            id: 'field',
            header: 'Means',
            cell: (column) => (
              <Select
                label={`Meaning of ${column.name}`}
                hideLabel
                options={fields}
                value={mapping.columns[column.name] ?? 'none'}
                onChange={(field) => onChange(mapColumn(mapping, column, field === 'none' ? null : field))}
                className={styles.meaning ?? ''}
              />
            ),
          },
        ]}
      />
    </Section>
  );
}

/** Words of columns with closed values; a word without a meaning is an error of its row. */
function Words({ mapping, onChange }: MappingProps) {
  const { data: agencies } = useAgencies();
  const codes = (agencies ?? []).map((one) => ({ value: one.code, label: one.code, note: one.name }));
  const rows = importFields.flatMap((field) =>
    Object.entries(mapping.words[field] ?? {}).map(([word, value]) => ({ field, word, value })),
  );
  if (rows.length === 0) return null;
  const open = rows.filter((row) => row.value === null).length;
  return (
    <Section
      title="Words"
      aside={open === 0 ? 'Every word has a meaning.' : `${open} without a meaning: their rows will be errors.`}
    >
      <Table
        label="Words of the file and what they mean"
        rows={rows}
        keyOf={(row) => `${row.field} ${row.word}`}
        columns={[
          { id: 'field', header: 'Field', tight: true, cell: (row) => fieldWords[row.field] },
          { id: 'word', header: 'Word', names: true, cell: (row) => row.word },
          {
            id: 'value',
            header: 'Means',
            cell: (row) => (
              <Select
                label={`Meaning of ${row.word} in ${fieldWords[row.field]}`}
                hideLabel
                options={[
                  { value: '', label: '— an error —' },
                  ...(row.field === 'origin' ? codes : (meanings[row.field] ?? [])),
                ]}
                value={row.value ?? ''}
                onChange={(value) => onChange(mapWord(mapping, row.field, row.word, value === '' ? null : value))}
                className={styles.meaning ?? ''}
              />
            ),
          },
        ]}
      />
    </Section>
  );
}

interface ChoicesProps {
  readonly operation: OperationView;
  readonly inspection: ImportInspection;
  readonly choices: ImportChoices;
  readonly onChange: (choices: ImportChoices) => void;
}

function Choices({ operation, inspection, choices, onChange }: ChoicesProps) {
  const me = useMe();
  const { data: agencies } = useAgencies();
  const set = (part: Partial<ImportChoices>): void => onChange({ ...choices, ...part });
  const isLead = operation.role === 'lead';
  return (
    <Section title="For the whole file">
      <div className={styles.choices}>
        {inspection.bare && (
          <TextField
            label="External reference of the dataset"
            value={choices.reference}
            onChange={(reference) => set({ reference })}
            isRequired
            hint="The file is a bare list of media. It becomes one dataset, under the reference you give it."
          />
        )}
        <Select
          label="Origin of rows that name none"
          options={(isLead ? (agencies ?? []) : [me.agency]).map((one) => ({
            value: one.id,
            label: one.code,
            note: one.name,
          }))}
          value={choices.origin ?? me.agency.id}
          onChange={(origin) => set({ origin })}
          hint={
            isLead
              ? 'The agency whose material it is.'
              : 'Only a lead imports for another origin; such rows are errors.'
          }
        />
        <Checkbox
          isSelected={choices.openReferences}
          onChange={(openReferences) => set({ openReferences })}
          note="Otherwise only your own agency sees them, as is usual for national file numbers."
        >
          External references are for everybody who sees the dataset
        </Checkbox>
      </div>
    </Section>
  );
}
