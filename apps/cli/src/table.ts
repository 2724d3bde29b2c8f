/** A column of a printed table; figures stand to the right. */
export interface Column {
  readonly title: string;
  readonly right?: boolean;
}

/** Rows as aligned text, a line under the head. A row given as undefined is a line across, before totals. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[] | undefined)[]): string => {
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...rows.map((row) => row?.[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right }, index) =>
        right ? (cells[index] ?? '').padStart(widths[index]!) : (cells[index] ?? '').padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns.map(({ title }) => title)), rule, ...rows.map((row) => (row ? line(row) : rule))].join('\n');
};

/** A decimal string with commas between its thousands: `-1234.50` as `-1,234.50`. */
export const grouped = (amount: string): string => {
  const [whole = '', fraction] = amount.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
};
