import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPair } from '@usance/embedded';
import { answersReady, member } from '../support/member';
import { freePort, USANCE } from '../support/process';
import { startSystem, type System } from '../support/system';
import { table, meets, ratioOf, type Figure } from './figure';
import { creditBench } from './credit.bench';
import { httpBench } from './http.bench';
import { longAccountBench } from './long-account.bench';
import { projectionsBench } from './projections.bench';
import { queriesBench } from './queries.bench';
import { runnerBench } from './runner.bench';
import { FULL, QUICK, type Size } from './size';
import { ordersBench } from './orders.bench';
import { memoryOf } from './system';

const HELP = `usage: npm run bench -- [--quick] [--only runner|log|edge|http|orders|rules|queries]

Measures on the embedded pair, in a temporary directory: the command runner, the projections, the edge and the queries, each over
a named baseline in the same run. Tables go to stderr as they come, all figures as JSON to stdout. --quick proves that it runs; its figures mean nothing.`;

const BUSINESS_DAY = '2026-01-15';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const main = async (args: readonly string[]): Promise<void> => {
  if (args.includes('--help')) return void process.stdout.write(`${HELP}\n`);
  const size = args.includes('--quick') ? QUICK : FULL;
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  say(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; embedded pair, every append synced to disk\n`,
  );
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (only !== undefined && only !== name) continue;
    say(`… ${name}`);
    const measured = await measure(size);
    say(`${table(measured)}\n`);
    figures.push(...measured);
  }
  const results = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: meets(figure) }));
  process.stdout.write(`${JSON.stringify(results)}\n`);
};

const onThePair = async (work: (pair: Awaited<ReturnType<typeof startEmbeddedPair>>) => Promise<Figure[]>): Promise<Figure[]> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'usance-bench-'));
  const pair = await startEmbeddedPair({ dataDir });
  try {
    return await work(pair);
  } finally {
    await pair.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

/** An api in a process of its own, with no worker: no read model follows. */
const onAnApi = (work: (url: string, eventstore: string) => Promise<Figure[]>): Promise<Figure[]> =>
  onThePair(async ({ eventStoreUrl, mongoUrl }) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const servers = { USANCE_EVENTSTORE_URL: eventStoreUrl, USANCE_MONGODB_URL: mongoUrl };
    const settings = { ...servers, USANCE_BUSINESS_DAY: BUSINESS_DAY, PORT: String(port), LOG_LEVEL: 'warn' };
    const isReady = () => answersReady(url, '/health/live');
    const api = member({ name: 'api', script: USANCE, args: ['api'], settings, isReady });
    await api.start();
    try {
      return await work(url, eventStoreUrl);
    } finally {
      await api.end('SIGTERM');
    }
  });

const onTheSystem = async (work: (system: System) => Promise<Figure[]>): Promise<Figure[]> => {
  const system = await startSystem({ businessDay: BUSINESS_DAY });
  try {
    return await work(system);
  } finally {
    await system.stop();
  }
};

const PARTS: Readonly<Record<string, (size: Size) => Promise<Figure[]>>> = {
  runner: (size) => onThePair(({ eventStoreUrl }) => runnerBench(eventStoreUrl, size)),
  log: (size) =>
    onThePair(async ({ eventStoreUrl, mongoUrl }) => [
      ...(await longAccountBench(eventStoreUrl, mongoUrl, size)),
      ...(await projectionsBench(eventStoreUrl, mongoUrl)),
    ]),
  edge: (size) => onAnApi((url, eventstore) => httpBench({ url, eventstore, what: 'api alone' }, size)),
  http: (size) =>
    onTheSystem(async (system) => {
      const { eventstore } = await system.endpoints();
      const figures = await httpBench({ url: system.url, eventstore, what: 'read models following' }, size);
      return [...figures, ...(await memoryOf(system))];
    }),
  orders: (size) => onAnApi((url, eventstore) => ordersBench({ url, eventstore }, size)),
  rules: (size) => onTheSystem((system) => creditBench(system, size)),
  queries: (size) => onTheSystem((system) => queriesBench(system, size)),
};

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
