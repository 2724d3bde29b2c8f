import { Presets, SingleBar } from 'cli-progress';

/** How far a long piece of work is. */
export interface Progress {
  advance(): void;
  stop(): void;
}

/** A bar on a terminal; else a plain line for every tenth, fit for a log. */
export const progress = (title: string, total: number, out: NodeJS.WriteStream = process.stderr): Progress => {
  if (out.isTTY) {
    const bar = new SingleBar(
      { stream: out, format: `${title} {bar} {percentage}% | {value}/{total} | {eta_formatted} left`, hideCursor: true },
      Presets.shades_classic,
    );
    bar.start(total, 0);
    return { advance: () => bar.increment(), stop: () => bar.stop() };
  }
  let done = 0;
  const step = Math.max(1, Math.ceil(total / 10));
  const advance = (): void => {
    done += 1;
    if (done % step === 0 || done === total) out.write(`${title}: ${done} of ${total}\n`);
  };
  return { advance, stop: () => undefined };
};
