import { isCalendarDate, type CalendarDate } from '@usance/domain';
import { connectEventStore, streamName } from '@usance/event-store';
import { Command, InvalidArgumentError } from 'commander';
import { readable, replay } from '../audit/replay';
import { replayDecision } from '../audit/replay-decision';
import { Failure } from '../failure';
import { serversToJoin, settings } from '../system/settings';
import { sellerOption } from '../target';

interface Options {
  readonly seller: string;
  readonly stream?: string;
  readonly buyer?: string;
  readonly at?: string;
  readonly on?: readonly CalendarDate[];
}

const instant = (text: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}T\S+Z$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('It is no instant such as 2026-01-31T12:00:00Z.');
  return new Date(text).toISOString();
};

const day = (text: string): CalendarDate => {
  if (!isCalendarDate(text)) throw new InvalidArgumentError('It is no calendar date, YYYY-MM-DD.');
  return text;
};

export const replayCommand = (): Command =>
  new Command('replay')
    .description("show a stream's events and what they add up to, replayed from the log")
    .addOption(sellerOption().makeOptionMandatory())
    .option('--stream <stream>', 'the stream: account-acme.B1')
    .option('--buyer <buyer>', "the buyer's account")
    .option('--at <instant>', 'as it was known then: leaves out what was recorded later', instant)
    .option('--on <date...>', 'also the state on these days of the business', (text, days: readonly CalendarDate[] = []) => [
      ...days,
      day(text),
    ])
    .addHelpText(
      'after',
      '\nReads the log only. On a day, an event counts that had taken effect by then; a payment, when its last allocation had.',
    )
    .action(async ({ seller, stream, buyer, at, on = [] }: Options) => {
      const name = stream ?? (buyer === undefined ? undefined : streamName('account', seller, buyer));
      if (name === undefined) throw new Failure('Say which: --stream or --buyer.');
      if (!name.includes(`-${seller}.`)) throw new Failure(`${name} is no stream of ${seller}.`);
      const store = connectEventStore((await serversToJoin(settings())).eventStoreUrl);
      try {
        const replayed = await replay(store, { stream: name, at, on });
        if (replayed.events.length === 0) throw new Failure(`${name} has no events${at ? ` before ${at}` : ''}.`);
        process.stdout.write(`${readable(replayed)}\n`);
      } finally {
        await store.close();
      }
    })
    .addCommand(decisionCommand());

/** Its seller and buyer are options of `replay`. */
const decisionCommand = (): Command =>
  new Command('decision')
    .description('make the decision on an order again, from what it saw, and say whether it is the same')
    .usage('--seller <seller> --buyer <buyer> <orderId>')
    .argument('<orderId>', 'the order')
    .addHelpText(
      'after',
      '\nReads the log only: the account before the order, and every other stream at the revision that the decision names.' +
        '\nEnds with 1 when the decision comes out otherwise.',
    )
    .action(async (orderId: string, _options: object, command: Command) => {
      const { seller, buyer } = command.optsWithGlobals<Options>();
      if (buyer === undefined) throw new Failure('Say whose order it is: --buyer.');
      const store = connectEventStore((await serversToJoin(settings())).eventStoreUrl);
      try {
        const replayed = await replayDecision(store, { seller, buyer, orderId });
        process.stdout.write(`${JSON.stringify(replayed, undefined, 2)}\n`);
        if (!replayed.same) throw new Failure(`The decision on ${orderId} comes out otherwise.`);
      } finally {
        await store.close();
      }
    });
