import { addDays } from '@usance/domain';
import { Command, InvalidArgumentError } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendBatch, type BatchCommand } from '../client/batch';
import type { SampleCommand } from '../demo/invoice-life';
import { FIRST_DAY, LAST_DAY, samplePortfolio } from '../demo/portfolio';
import { NOVA } from '../demo/credit-story';
import { alertsTable, gradeTable, ordersTable, requestsTable } from '../demo/credit-tables';
import { agingTable, dsoTable, exposureTable } from '../demo/tables';
import { Failure } from '../failure';
import { progress } from '../import/progress';
import { loggerOf, settings } from '../system/settings';
import { startSystem } from '../system/start-system';
import { untilToldToStop } from '../system/until-told-to-stop';
import { moveDay } from './day';

interface Options {
  readonly port: number;
  readonly seed: number;
  readonly exit?: boolean;
}

const SELLER = 'demo';
const CURRENCIES = ['EUR', 'GBP', 'USD'];
/** The business day moves in steps of so many days while the portfolio is played. */
const STEP_DAYS = 7;

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is no whole number.');
  return Number(text);
};

export const demoCommand = (): Command =>
  new Command('demo')
    .description('run the system on a temporary directory with two years of a made-up portfolio, and show its figures')
    .option('--port <port>', 'where the api answers; 0 for any that is free', wholeNumber, 0)
    .option('--seed <number>', 'another seed is another portfolio', wholeNumber, 1)
    .option('--exit', 'stop after the figures are printed')
    .action(demo);

const demo = async ({ port, seed, exit }: Options): Promise<void> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'usance-demo-'));
  const embedded = { USANCE_EVENTSTORE_URL: undefined, USANCE_MONGODB_URL: undefined };
  const config = settings({
    ...embedded,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    PORT: String(port),
    USANCE_DATA_DIR: dataDir,
    USANCE_BUSINESS_DAY: FIRST_DAY,
  });
  const system = await startSystem(config, loggerOf(config, 'demo'));
  try {
    const { http } = system.endpoints;
    await play(http, samplePortfolio(seed));
    process.stdout.write(await figures(http));
    if (exit) await system.stop();
    else await untilToldToStop(system);
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

/** Sends the portfolio week by week, and lets the business day follow, so that what was late then is late in the books. */
const play = async (http: string, commands: readonly SampleCommand[]): Promise<void> => {
  const bar = progress('playing two years', commands.length);
  const url = new URL(`/v1/sellers/${SELLER}/commands`, http);
  let next = 0;
  for (let day = FIRST_DAY; day < LAST_DAY;) {
    day = addDays(day, STEP_DAYS) < LAST_DAY ? addDays(day, STEP_DAYS) : LAST_DAY;
    const end = commands.findIndex(({ on }, index) => index >= next && on > day);
    const week = commands.slice(next, end < 0 ? undefined : end);
    next += week.length;
    for await (const { command, answer } of sendBatch<BatchCommand>(url, week)) {
      if (answer.status >= 400)
        throw new Failure(
          `${command.command} ${JSON.stringify(command.payload)} was refused: ${answer.problem?.code ?? answer.status}`,
        );
      bar.advance();
    }
    await moveDay(http, day);
  }
  bar.stop();
};

const figures = async (http: string): Promise<string> => {
  const seller = `${http}/v1/sellers/${SELLER}`;
  return [
    '',
    `AGING as of ${LAST_DAY}`,
    await agingTable(http, SELLER, LAST_DAY),
    '',
    'DSO by month (countback)',
    await dsoTable(http, SELLER, CURRENCIES, [FIRST_DAY.slice(0, 7), LAST_DAY.slice(0, 7)]),
    '',
    'TOP EXPOSURES by utilisation of the limit',
    await exposureTable(http, SELLER, 10),
    '',
    `CREDIT OF ${NOVA}: requests, one decided at once, one referred`,
    await requestsTable(http, SELLER, NOVA),
    '',
    `ORDERS OF ${NOVA}: one within the limit, one held and released, one held`,
    await ordersTable(http, SELLER, NOVA),
    '',
    `GRADE OF ${NOVA}: scored, overridden, and back`,
    await gradeTable(http, SELLER, NOVA),
    '',
    `ALERTS ON ${NOVA}`,
    await alertsTable(http, SELLER, NOVA),
    '',
    `API ${http}/v1   Docs ${http}/docs   Health ${http}/health/ready`,
    'Try:',
    `  curl '${seller}/aging?asOf=${LAST_DAY}&by=buyer'`,
    `  curl '${seller}/exposure?sort=-overdue&limit=5'`,
    `  curl '${seller}/claims/CLM-1'`,
    `  curl '${seller}/hold-queue'`,
    `  curl '${seller}/buyers/${NOVA}'`,
    `  curl -X POST '${seller}/commands/IssueInvoice' -H 'content-type: application/json' \\`,
    `    -d '{"buyerId":"B01","invoiceId":"NEW-1","amount":{"amount":"99000000.00","currency":"EUR"},"issuedOn":"${LAST_DAY}","dueOn":"2026-01-30"}'`,
    '',
  ].join('\n');
};
