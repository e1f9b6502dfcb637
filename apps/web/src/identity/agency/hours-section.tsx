import type { AgencyHours, AgencySettings } from '@liaison/contracts';
import { useState } from 'react';
import { useSetPolicy } from '../../data/agency.js';
import { Button } from '../../ui/button.js';
import { CheckboxGroup } from '../../ui/choice.js';
import { ComboBox } from '../../ui/combo-box.js';
import { FieldRow, Form, FormButtons } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { Section } from '../../ui/screen.js';
import { Select, type Option } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import { hourWords, weekdays } from '../../ui/week-words.js';

const options = (first: number, last: number): readonly Option[] =>
  Array.from({ length: last - first + 1 }, (_, at) => ({ value: String(first + at), label: hourWords(first + at) }));
const beginnings = options(0, 23);
const ends = options(1, 24);
const days: readonly Option[] = weekdays.map((label, at) => ({ value: String(at + 1), label }));
const zones: readonly Option[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value.replaceAll('_', ' '),
}));

const proposed = (): AgencyHours => ({
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  weekdays: [1, 2, 3, 4, 5],
  from: 7,
  to: 19,
});

const inWords = ({ weekdays: on, from, to, zone }: AgencyHours): string =>
  `${on.map((day) => weekdays[day - 1]).join(', ')}, ${hourWords(from)} to ${hourWords(to)}, ${zone.replaceAll('_', ' ')}.`;

/** When the agency works: auditors are shown what was consulted at other times. */
export function HoursSection({
  agency,
  coordinates,
}: {
  readonly agency: AgencySettings;
  readonly coordinates: boolean;
}) {
  return (
    <Section title="Hours" aside="For auditors: what its people consult at other times stands out. Nobody is kept out.">
      <p>{agency.hours ? inWords(agency.hours) : 'Not stated: nothing is looked for.'}</p>
      {coordinates && <HoursForm stated={agency.hours} />}
    </Section>
  );
}

function HoursForm({ stated }: { readonly stated: AgencyHours | null }) {
  const set = useSetPolicy();
  const [hours, setHours] = useState(() => stated ?? proposed());
  const change = (part: Partial<AgencyHours>): void => setHours({ ...hours, ...part });
  const submit = async (): Promise<void> => {
    if ((await set.run({ hours })) !== null) toast({ text: 'The agency’s hours are stated, and recorded.' });
  };
  return (
    <Form label="Hours" onSubmit={() => void submit()}>
      <Refused
        problem={set.problem}
        title="The hours were not stated"
        beside={['hours.weekdays', 'hours.from', 'hours.to', 'hours.zone']}
      />
      <CheckboxGroup
        label="Days"
        inline
        options={days}
        value={hours.weekdays.map(String)}
        onChange={(value) => change({ weekdays: value.map(Number) })}
        problem={set.of('hours.weekdays')}
      />
      <FieldRow>
        <Select
          label="From"
          options={beginnings}
          value={String(hours.from)}
          onChange={(value) => change({ from: Number(value) })}
          problem={set.of('hours.from')}
        />
        <Select
          label="Until"
          options={ends}
          value={String(hours.to)}
          onChange={(value) => change({ to: Number(value) })}
          problem={set.of('hours.to')}
        />
        <ComboBox
          label="Time zone"
          opensOn="input"
          options={zones}
          value={hours.zone}
          onChange={(zone) => zone !== null && change({ zone })}
          problem={set.of('hours.zone')}
        />
      </FieldRow>
      <FormButtons>
        <Button type="submit" isPending={set.isBusy}>
          State these hours
        </Button>
      </FormButtons>
    </Form>
  );
}
