/** One measured figure: how it was come by stands beside it, and what it is to be compared with, from the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly workload: string;
  readonly baseline?: { readonly name: string; readonly value: number };
  /** What was aimed at: a ratio to the baseline, or a bound on the value. */
  readonly target?: { readonly ratio: number } | { readonly atMost: number };
}

export const ratioOf = ({ value, baseline }: Figure): number | undefined => baseline && value / baseline.value;

/** Whether the figure is where it should be; undefined when nothing was aimed at. */
export const meets = (figure: Figure): boolean | undefined => {
  const { value, target } = figure;
  if (!target) return undefined;
  return 'atMost' in target ? value <= target.atMost : (ratioOf(figure) ?? 0) >= target.ratio;
};

const short = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));

const targetText = (figure: Figure): string => {
  const { target } = figure;
  if (!target) return '';
  const wanted = 'atMost' in target ? `≤ ${short(target.atMost)}` : `≥ ${target.ratio.toFixed(2)} ×`;
  return `${wanted} ${meets(figure) ? 'met' : 'MISSED'}`;
};

/** A line a figure, aligned. */
export const table = (figures: readonly Figure[]): string => {
  const rows = figures.map((figure) => [
    figure.name,
    `${short(figure.value)} ${figure.unit}`,
    figure.baseline ? `${(ratioOf(figure) ?? 0).toFixed(2)} × ${figure.baseline.name} (${short(figure.baseline.value)})` : '',
    targetText(figure),
    figure.workload,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
