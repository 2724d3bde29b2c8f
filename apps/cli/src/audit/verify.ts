import type { EventStore, RecordedEvent } from '@usance/event-store';
import { FOLLOWED } from '@usance/platform';
import { withoutNote } from '@usance/policies';
import { replay, type ReadModels } from '@usance/projections';
import { Failure } from '../failure';
import { compare, type Comparison } from './compare';
import { Accounts, firstOutOfBounds, type LedgerItem } from './ledger';

/** What a verification found. */
export interface Verification {
  readonly events: number;
  readonly position: bigint;
  readonly readModels: ReadonlyMap<string, Comparison>;
  /** Where the ledger does not balance, and its first item that is out of its bounds on a day. */
  readonly ledger: readonly string[];
}

const LEVEL_WITHIN_MS = 30_000;

/** Replays the whole log in memory, through the folds that the worker uses, and holds every live collection, those of deadlines too, against it. */
export const verify = async (store: EventStore, models: ReadModels, seller?: string): Promise<Verification> => {
  const head = await store.head();
  const names = FOLLOWED.map(({ name }) => name);
  const isLevel = await models.waitFor(names, head, LEVEL_WITHIN_MS);
  const answers = await Promise.all(FOLLOWED.map((projection) => models.answers(projection)));
  if (!isLevel || answers.includes(false))
    throw new Failure('The read models are behind the log: run a worker until they are level.');
  const accounts = new Accounts();
  let events = 0;
  const replayed = await replay(FOLLOWED, counting(pagesUpTo(store, head)));
  const readModels = new Map<string, Comparison>();
  for (const projection of FOLLOWED) {
    const { collection } = await models.open<{ readonly seller?: string; readonly status?: string }>(projection);
    const live = collection.find(seller === undefined ? {} : { seller }).map((document) => withoutNote(document));
    readModels.set(projection.name, await compare(live, ofSeller(replayed.get(projection.name)), head));
  }
  const items = [...ofSeller(replayed.get('open_items')).values()] as LedgerItem[];
  return { events, position: head, readModels, ledger: accounts.faults(items).concat(firstOutOfBounds(items) ?? []) };

  async function* counting(pages: AsyncIterable<readonly RecordedEvent[]>): AsyncGenerator<readonly RecordedEvent[]> {
    for await (const page of pages) {
      events += page.length;
      for (const event of page) if (seller === undefined || event.seller === seller) accounts.take(event);
      yield page;
    }
  }

  function ofSeller(documents: ReadonlyMap<string, object> = new Map()): Map<string, object> {
    return new Map(
      [...documents].filter(([, document]) => seller === undefined || ('seller' in document && document.seller === seller)),
    );
  }
};

async function* pagesUpTo(store: EventStore, head: bigint): AsyncGenerator<readonly RecordedEvent[]> {
  if (head === 0n) return;
  const stop = new AbortController();
  try {
    for await (const page of store.feed(0n, { signal: stop.signal })) {
      yield page.filter(({ position }) => position <= head);
      if ((page.at(-1)?.position ?? 0n) >= head) return;
    }
  } finally {
    stop.abort();
  }
}
