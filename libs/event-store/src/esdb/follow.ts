import { setTimeout as pause } from 'node:timers/promises';
import type { AllStreamSubscription, ResolvedEvent } from '@eventstore/db-client';
import { decodeForFollowers } from '../event-codec';
import type { RecordedEvent } from '../recorded-event';

/** A subscription of the client's: a readable stream of events that errs once and is then over. */
export type Subscription = AllStreamSubscription;

export interface Following {
  /** Opens a subscription to what comes after the position. */
  readonly subscribe: (after: bigint) => Subscription;
  readonly after: bigint;
  readonly signal: AbortSignal;
  readonly pageSize: number;
  readonly onLive: (isLive: boolean) => void;
  readonly warn: (message: string, details: Record<string, unknown>) => void;
}

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 2_000;
/** A subscription opened while the store goes away may hear of nothing, not even of an error. */
const CONFIRMED_WITHIN_MS = 5_000;

/**
 * Follows the log for ever. The client never resumes a subscription that errs, and a live one that falls behind is dropped: so here
 * it is opened again, from behind the last event that the consumer took.
 */
export async function* follow({
  subscribe,
  after,
  signal,
  pageSize,
  onLive,
  warn,
}: Following): AsyncGenerator<readonly RecordedEvent[]> {
  let position = after;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    const subscription = subscribe(position);
    try {
      for await (const page of pages(subscription, { pageSize, onLive, signal })) {
        wait = FIRST_WAIT_MS;
        yield page;
        position = page.at(-1)?.position ?? position;
      }
    } catch (error) {
      if (signal.aborted) return;
      warn('the event feed was lost and is taken up again', { position: position.toString(), error });
      await pause(wait, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    } finally {
      onLive(false);
      subscription.on('error', () => undefined); // what it says after this no longer matters
      void subscription.unsubscribe().catch(() => undefined); // with the store away it may never have come to be, nor its end
    }
  }
}

/** What has arrived, page by page: whatever came while the consumer was busy is the next page. */
async function* pages(
  subscription: Subscription,
  { pageSize, onLive, signal }: Pick<Following, 'pageSize' | 'onLive' | 'signal'>,
): AsyncGenerator<RecordedEvent[]> {
  let caughtUp = false;
  let failure: { error: unknown } | undefined;
  let ended = false;
  let wake: () => void = () => undefined;
  const onError = (error: unknown): void => {
    failure = { error };
    wake();
  };
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  const onReadable = (): void => wake();
  const onCaughtUp = (): void => {
    caughtUp = true;
    wake();
  };
  const onFellBehind = (): void => {
    caughtUp = false;
    onLive(false);
  };
  const unconfirmed = setTimeout(() => onError(new Error('the store did not confirm the subscription')), CONFIRMED_WITHIN_MS);
  subscription.on('error', onError).on('end', onEnd).on('close', onEnd).on('readable', onReadable);
  subscription.on('caughtUp', onCaughtUp).on('fellBehind', onFellBehind);
  subscription.on('confirmation', () => clearTimeout(unconfirmed));
  signal.addEventListener('abort', onReadable);
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const page = arrived(subscription, pageSize);
      if (page.length > 0) {
        yield page;
        continue;
      }
      if (failure) throw failure.error;
      if (ended) throw new Error('the subscription ended');
      if (caughtUp) onLive(true); // what came before it is taken, too
      await woken;
    }
  } finally {
    clearTimeout(unconfirmed);
    signal.removeEventListener('abort', onReadable);
  }
}

/** What is there to be read now; what is none of ours is left out. */
const arrived = (subscription: Subscription, atMost: number): RecordedEvent[] => {
  const events: RecordedEvent[] = [];
  while (events.length < atMost) {
    const resolved = subscription.read() as ResolvedEvent | null;
    if (resolved === null) break;
    const event = resolved.event && decodeForFollowers(resolved.event);
    if (event) events.push(event);
  }
  return events;
};
