import fc from 'fast-check';
import { BSON } from 'mongodb';
import type { RecordedEvent } from '@usance/event-store';
import { FOLLOWED } from '@usance/platform';
import { documentHash, foldOnce, replay, type Projection, type Stored } from '@usance/projections';
import { firstOutOfBounds, type LedgerItem } from '../../apps/cli/src/audit/ledger';
import { play, steps } from '../spec/random-history';

type Documents = Map<string, Stored<object>>;

/** Documents as a database gives them back. */
const storedAndRead = (documents: Documents): Documents =>
  new Map(
    [...documents].map(([key, document]) => [
      key,
      BSON.deserialize(BSON.serialize(document, { ignoreUndefined: true }), { useBigInt64: true }) as Stored<object>,
    ]),
  );

/** Delivers pages as given to a read model; what it holds is stored and read again between two pages. */
const delivered = (projection: Projection, pages: readonly (readonly RecordedEvent[])[]): Documents =>
  pages.reduce<Documents>((documents, page) => {
    const touches = page.flatMap((event) => projection.documents(event).map((key) => ({ key, event })));
    for (const { key, event } of touches) {
      const document = foldOnce(projection, documents.get(key), event, key);
      if (document) documents.set(key, document);
    }
    return storedAndRead(documents);
  }, new Map());

const deliveredToAll = (pages: readonly (readonly RecordedEvent[])[]): Map<string, Documents> =>
  new Map(FOLLOWED.map((projection) => [projection.name, delivered(projection, pages)]));

/** By read model and key, what the bytes of every document are. */
const hashes = (models: ReadonlyMap<string, ReadonlyMap<string, object>>): string[] =>
  [...models]
    .flatMap(([name, documents]) => [...documents].map(([key, document]) => `${name} ${key} ${documentHash(document)}`))
    .sort();

/** The log in pages of the sizes given, over and over; before each page, so many events of those before it come once more. */
const paged = (log: readonly RecordedEvent[], sizes: readonly number[], again: readonly number[]): RecordedEvent[][] => {
  const pages: RecordedEvent[][] = [];
  for (let from = 0; from < log.length;) {
    const size = sizes[pages.length % sizes.length] ?? 1;
    const repeated = again[pages.length % again.length] ?? 0;
    pages.push(log.slice(Math.max(0, from - repeated), from + size));
    from += size;
  }
  return pages;
};

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
const repeats = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 });

describe('read models of random accounts', () => {
  it('are the same bytes, in pages of any size, with any part of the log delivered again', () =>
    fc.assert(
      fc.asyncProperty(steps, sizes, repeats, async (story, pageSizes, again) => {
        const { log } = await play(story);
        const expected = hashes(await replay(FOLLOWED, [log]));
        expect(hashes(deliveredToAll(paged(log, pageSizes, again)))).toEqual(expected);
      }),
      { numRuns: 40 },
    ));

  it('hold no item that is below zero or above its amount on any day', () =>
    fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const { log } = await play(story);
        const items = (await replay(FOLLOWED, [log])).get('open_items')?.values() as Iterable<LedgerItem>;
        expect(firstOutOfBounds(items)).toBeUndefined();
      }),
      { numRuns: 60 },
    ));

  it('do not change when every event comes twice', () =>
    fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const { log } = await play(story);
        const twice = log.flatMap((event) => [event, event]);
        expect(hashes(deliveredToAll([twice]))).toEqual(hashes(deliveredToAll([log])));
      }),
      { numRuns: 40 },
    ));
});
