import { BSON } from 'mongodb';
import { recorded } from '../../../../test/spec/projections';
import { documentHash, replay } from './in-memory';
import { foldOnce, projection, type Stored } from './projection';

type Counted =
  | { type: 'Counted'; data: { things: string[]; note?: string } }
  | { type: 'Noted'; data: { note: string } }
  | { type: 'Ignored'; data: object };

interface Count {
  readonly note?: string;
  readonly total: bigint;
}

const counts = projection<Count, Counted>()({
  name: 'counts',
  version: 1,
  on: {
    Counted: {
      keys: ({ data }) => data.things,
      fold: (doc, { data }) => ({ note: data.note, ...doc, total: (doc?.total ?? 0n) + 1n }),
    },
    Noted: { keys: () => ['pears'], fold: (doc, { data }) => doc && { ...doc, note: data.note } },
  },
});

const [one, two, three] = recorded([
  { type: 'Counted', data: { things: ['apples', 'pears'] } },
  { type: 'Counted', data: { things: ['pears', 'pears'] } },
  { type: 'Noted', data: { note: 'sweet' } },
]) as [never, never, never];

describe('a projection', () => {
  it('names no documents of an event that it does not care for', () =>
    expect(counts.documents(recorded([{ type: 'Ignored', data: {} }])[0] as never)).toEqual([]));

  it('folds an event into each document that it touches, once, however often it names it', async () => {
    const documents = (await replay([counts], [[one, two]])).get('counts');
    expect([...(documents ?? [])]).toEqual([
      ['apples', { _id: 'apples', position: 10n, total: 1n }],
      ['pears', { _id: 'pears', position: 20n, total: 2n }],
    ]);
  });

  it('leaves no document when the event makes none', () => expect(foldOnce(counts, undefined, three, 'pears')).toBeUndefined());

  it('skips an event that a document holds', () => {
    const document = foldOnce(counts, undefined, two, 'pears') as Stored<Count>;
    expect(foldOnce(counts, document, one, 'pears')).toBe(document);
    expect(foldOnce(counts, document, two, 'pears')).toBe(document);
  });

  it('gives the same bytes whether or not a document was stored in between', () => {
    const before = foldOnce(counts, undefined, one, 'pears') as Stored<Count>;
    const stored = BSON.deserialize(BSON.serialize(before), { useBigInt64: true }) as Stored<Count>;
    const [inMemory, fromStore] = [before, stored].map((document) => foldOnce(counts, document, three, 'pears') as object);
    expect(documentHash(fromStore as object)).toBe(documentHash(inMemory as object));
  });

  it('refuses an amount that 64 bits cannot hold', () => {
    const full = { _id: 'pears', position: 1n, total: 2n ** 63n - 1n };
    expect(() => foldOnce(counts, full, one, 'pears')).toThrow(RangeError);
  });
});

describe('the hash of a document', () => {
  it('tells apart what the database tells apart', () => {
    const documents = [{ a: 1n }, { a: 1 }, { a: '1' }, { a: 1n, b: 1n }, { b: 1n, a: 1n }, { a: null }];
    expect(new Set(documents.map(documentHash)).size).toBe(documents.length);
  });

  it('does not see a field without a value', () => expect(documentHash({ a: 1n, b: undefined })).toBe(documentHash({ a: 1n })));
});
