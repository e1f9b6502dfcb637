import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import styles from './tabs.module.css';

export interface TabEntry {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
  /** Left out when the tabs filter something that stands elsewhere. */
  readonly panel?: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** Stands at the end of the row. */
  readonly aside?: ReactNode;
}

/** Views of one thing. */
export function Tabs({ label, tabs, selected, onSelect, aside }: TabsProps) {
  const panels = tabs.filter((tab) => tab.panel !== undefined);
  return (
    <AriaTabs className={styles.tabs ?? ''} selectedKey={selected} onSelectionChange={(key) => onSelect(String(key))}>
      <div className={styles.row}>
        <TabList aria-label={label} className={styles.list ?? ''}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && <span className={styles.count}>{tab.count}</span>}
            </Tab>
          ))}
        </TabList>
        {aside}
      </div>
      {panels.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ''}>
          {tab.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}

export interface FilterTab<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number;
}

/** A choice that looks like tabs and filters what is below: pressed buttons, not tabs, for nothing is swapped. */
export function FilterTabs<V extends string>(props: {
  readonly label: string;
  readonly options: readonly FilterTab<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}) {
  return (
    <div role="group" aria-label={props.label} className={styles.list}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          className={styles.tab}
          onClick={() => props.onChange(option.value)}
        >
          {option.label}
          {option.count !== undefined && option.count > 0 && <span className={styles.count}>{option.count}</span>}
        </button>
      ))}
    </div>
  );
}
