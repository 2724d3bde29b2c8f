import {
  account,
  model,
  toWire,
  type Account,
  type AskedOfModel,
  type Context,
  type OrderDecision,
  type OrderSubmitted,
  type Seen,
} from '@usance/domain';
import { streamName, type EventStore, type RecordedEvent } from '@usance/event-store';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure';

/** A decision on an order as it was recorded, and made again from what it saw. */
export interface DecisionReplayed {
  readonly orderId: string;
  /** Of the event that holds the decision. */
  readonly position: string;
  readonly recorded: object;
  readonly again: object;
  readonly same: boolean;
}

/** Makes the decision on an order again: the account before it, and every other stream at the revision that the decision saw. Reads only. */
export const replayDecision = async (
  store: EventStore,
  { seller, buyer, orderId }: { readonly seller: string; readonly buyer: string; readonly orderId: string },
): Promise<DecisionReplayed> => {
  const events = await read(store, streamName(account.category, seller, buyer));
  const at = events.findIndex(
    ({ type, data }) => type === 'OrderSubmitted' && (data as { orderId?: string }).orderId === orderId,
  );
  const submitted = events[at];
  if (!submitted) throw new Failure(`Buyer ${buyer} of ${seller} has no order ${orderId}.`);
  const { decision, thresholds: _thresholds, ...order } = submitted.data as OrderSubmitted['data'];
  const context = contextOf(account.category);
  const state = fold(context, events.slice(0, at)) as Account;
  const command: AskedOfModel = { name: 'SubmitOrder', payload: { buyerId: buyer, ...order } };
  const seen = await seenThen(store, seller, { context, state, command, decision });
  const before = events.slice(0, at).findLast(({ metadata }) => metadata.appendedThrough !== submitted.metadata.appendedThrough);
  const self = { revision: submitted.revision - 1n, position: before?.position ?? 0n };
  const [again] = account.commands.SubmitOrder(state, command.payload as never, context.facts(seen, self, command) as never);
  const decidedAgain = toWire((again?.data as OrderSubmitted['data']).decision);
  const recorded = toWire(decision);
  return {
    orderId,
    position: String(submitted.position),
    recorded,
    again: decidedAgain,
    same: isDeepStrictEqual(plain(recorded), plain(decidedAgain)),
  };
};

const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));

const contextOf = (category: string): Context => {
  const context = model.find(({ decider }) => decider.category === category);
  if (!context) throw new Error(`no context ${category}`);
  return context;
};

const fold = ({ decider }: Context, events: readonly RecordedEvent[]): unknown =>
  events.reduce((state, { type, data }) => decider.evolve(state, { type, data }), decider.initial);

const read = async (store: EventStore, stream: string, through?: bigint): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  if (through !== undefined && through < 0n) return events;
  for await (const page of store.read(stream))
    events.push(...page.filter(({ revision }) => through === undefined || revision <= through));
  return events;
};

/** What the decision looked at, at the revisions that it names. */
const seenThen = async (
  store: EventStore,
  seller: string,
  { context, state, command, decision }: { context: Context; state: Account; command: AskedOfModel; decision: OrderDecision },
): Promise<Readonly<Record<string, Seen>>> => {
  const seen: Record<string, Seen> = {};
  for (;;) {
    const wanted = Object.entries(context.reads(state, command, seen));
    const [name, ref] = wanted.find(([each]) => !(each in seen) && each in decision.seen) ?? [];
    if (name === undefined || ref === undefined) return seen;
    const revision = BigInt(decision.seen[name] ?? '-1');
    const events = await read(store, streamName(ref.category, seller, ref.id), revision);
    seen[name] = { state: fold(contextOf(ref.category), events), revision, position: events.at(-1)?.position ?? 0n };
  }
};
