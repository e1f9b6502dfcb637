import type { Id, Instant } from '@liaison/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { logQueryOf, type LogQuery } from '../data/log.js';

/** The parts of the workspace, in the order of its bar. */
export const logViews = [
  'records',
  'figures',
  'opened',
  'could-see',
  'anomalies',
  'enquiries',
  'keeping',
  'sending',
  'tree',
] as const;
export type LogView = (typeof logViews)[number];

/** Everything that is on the screen as it stands in the address: the question, the part, the record that is open. */
export interface LogAddress extends LogQuery {
  readonly view?: LogView;
  readonly record?: Id;
  /** The moment of “what could they see”. */
  readonly at?: Instant;
  /** Of the figures, an IANA name. */
  readonly zone?: string;
  /** How many days back to look for what stands out. */
  readonly days?: number;
}

/** Reads an address; what does not fit is left out. */
export function logAddressOf(search: Record<string, unknown>): LogAddress {
  const view = logViews.find((one) => one === search.view);
  const text = (name: 'record' | 'at' | 'zone') => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? { [name]: value } : {};
  };
  const days = typeof search.days === 'number' && search.days >= 1 && search.days <= 92 ? { days: search.days } : {};
  return { ...logQueryOf(search), ...(view && { view }), ...text('record'), ...text('at'), ...text('zone'), ...days };
}

export interface LogPlace {
  readonly address: LogAddress;
  /** The question alone: what is asked of the server. */
  readonly query: LogQuery;
  /** Another question, part or moment: it can be gone back from. */
  readonly go: (address: LogAddress) => void;
  /** The same question with a record open beside it, or none. */
  readonly open: (record: Id | undefined) => void;
}

export function useLogPlace(): LogPlace {
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const address = logAddressOf(search);
  const signature = JSON.stringify(logQueryOf(search));
  const query = useMemo(() => JSON.parse(signature) as LogQuery, [signature]);
  return {
    address,
    query,
    go: (next) => void navigate({ to: '/log', search: next }),
    open: (record) => void navigate({ to: '/log', search: logAddressOf({ ...address, record }), replace: true }),
  };
}
