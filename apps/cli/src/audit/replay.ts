import { formatMinor, model, toMoneyJson, type CalendarDate, type Money } from '@usance/domain';
import { parseStream, type EventStore, type RecordedEvent } from '@usance/event-store';
import { Failure } from '../failure';
import { inEffectOn } from './business-date';

/** What to replay: a stream, as it was known at an instant, and as it stood on days of the business. */
export interface ReplayRequest {
  readonly stream: string;
  /** An instant, RFC 3339 UTC: what was recorded later is left out. */
  readonly at?: string;
  readonly on: readonly CalendarDate[];
}

/** A stream's events and what they add up to. */
export interface Replay {
  readonly stream: string;
  readonly events: readonly RecordedEvent[];
  readonly state: unknown;
  /** The state on each day that was asked for, from the events that had taken effect by then. */
  readonly on: readonly { readonly day: CalendarDate; readonly state: unknown }[];
}

/** Replays a stream through the rules' own fold. Reads only. */
export const replay = async (store: EventStore, { stream, at, on }: ReplayRequest): Promise<Replay> => {
  const decider = model.find((context) => context.decider.category === parseStream(stream)?.category)?.decider;
  if (!decider) throw new Failure(`${stream} is no stream of ours: they are named like account-acme.B1.`);
  const fold = (events: readonly RecordedEvent[]): unknown =>
    events.reduce((state, { type, data }) => decider.evolve(state, { type, data }), decider.initial);
  const events: RecordedEvent[] = [];
  for await (const page of store.read(stream))
    events.push(...page.filter(({ recordedAt }) => at === undefined || recordedAt <= at));
  return { stream, events, state: fold(events), on: on.map((day) => ({ day, state: fold(inEffectOn(events, day)) })) };
};

/** Readable JSON: amounts as decimals of their currency, positions and revisions as numbers in text. */
export const readable = ({ events, ...rest }: Replay): string => {
  const shown = events.map(({ position, revision, type, recordedAt, data, metadata }) => ({
    revision: String(revision),
    position: String(position),
    recordedAt,
    type,
    data,
    metadata,
  }));
  const currency = (rest.state as { readonly currency?: string } | undefined)?.currency;
  const plain = (_key: string, value: unknown): unknown => {
    if (typeof value === 'bigint') return currency ? formatMinor(value, currency) : String(value);
    return isMoney(value) ? toMoneyJson(value) : value;
  };
  return JSON.stringify({ stream: rest.stream, events: shown, state: rest.state, on: rest.on }, plain, 2);
};

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value && typeof value.minor === 'bigint';
