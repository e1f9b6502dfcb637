/** One figure to reach: a ratio to a floor of the same run, or a limit. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'x' | 'ms' | 'KiB';
  readonly better: 'more' | 'less';
  readonly reach: number;
  readonly aim: number | null;
}

export function verdictOf({ value, better, reach, aim }: Figure): string {
  if (Number.isNaN(value)) return 'not measured';
  const meets = (limit: number): boolean => (better === 'more' ? value >= limit : value <= limit);
  if (aim !== null && meets(aim)) return 'aim reached';
  if (meets(reach)) return 'reached';
  return `missed by ${shown(better === 'more' ? reach / value : value / reach)}x`;
}

/** Three digits that count. */
export function shown(value: number): string {
  if (Number.isNaN(value)) return '-';
  if (value >= 100) return String(Math.round(value));
  return value.toPrecision(3);
}
