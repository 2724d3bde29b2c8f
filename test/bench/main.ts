import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPair } from '@usance/embedded';
import { startSystem } from '../support/system';
import { table, meets, ratioOf, type Figure } from './figure';
import { httpBench } from './http.bench';
import { longAccountBench } from './long-account.bench';
import { projectionsBench } from './projections.bench';
import { queriesBench } from './queries.bench';
import { runnerBench } from './runner.bench';
import { FULL, QUICK } from './size';

const HELP = `usage: npm run bench -- [--quick] [--only runner|log|http|queries]

Measures on the embedded pair, in a temporary directory: the command runner, the projections, the edge and the queries, each over
a named baseline in the same run. Tables go to stderr as they come, all figures as JSON to stdout. --quick proves that it runs; its figures mean nothing.`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const main = async (args: readonly string[]): Promise<void> => {
  if (args.includes('--help')) return void process.stdout.write(`${HELP}\n`);
  const size = args.includes('--quick') ? QUICK : FULL;
  const only = args[args.indexOf('--only') + 1];
  const wanted = (part: string): boolean => !args.includes('--only') || only === part;
  const figures: Figure[] = [];
  const part = async (name: string, measure: () => Promise<Figure[]>): Promise<void> => {
    say(`… ${name}`);
    const measured = await measure();
    say(`${table(measured)}\n`);
    figures.push(...measured);
  };
  say(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; embedded pair, every append synced to disk\n`,
  );
  if (wanted('runner') || wanted('log'))
    await onThePair(async ({ eventStoreUrl, mongoUrl }) => {
      if (wanted('runner')) await part('the command runner in process', () => runnerBench(eventStoreUrl, size));
      if (!wanted('log')) return;
      await part('a very long account', () => longAccountBench(eventStoreUrl, mongoUrl, size));
      await part('projections over the whole log', () => projectionsBench(eventStoreUrl, mongoUrl));
    });
  if (wanted('http') || wanted('queries')) {
    const system = await startSystem({ businessDay: '2026-01-15' });
    try {
      if (wanted('http')) await part('commands through HTTP', () => httpBench(system, size));
      if (wanted('queries')) await part('a large batch, aging and lag', () => queriesBench(system, size));
    } finally {
      await system.stop();
    }
  }
  const results = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: meets(figure) }));
  process.stdout.write(
    args.includes('--json') ? `${JSON.stringify(results, null, 2)}\n` : `${table(figures)}\n${JSON.stringify(results)}\n`,
  );
};

const onThePair = async (work: (pair: Awaited<ReturnType<typeof startEmbeddedPair>>) => Promise<void>): Promise<void> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'usance-bench-'));
  const pair = await startEmbeddedPair({ dataDir });
  try {
    await work(pair);
  } finally {
    await pair.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
