import { randomUUID } from 'node:crypto';
import {
  BACKWARDS,
  binaryEvent,
  END,
  EventData,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  Position,
  ResolvedEvent,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { eventually } from '../../support/eventually';
import { collect, Contract, event, events, label, positionOf, refusal } from './contract';

const contract = new Contract();

describe('appending', () => {
  it('numbers a stream from zero, without gaps, and keeps what was sent', async () => {
    const s = contract.named('s');
    const id = randomUUID();
    const first = await contract.client.appendToStream(
      s,
      jsonEvent({ id, type: 'größe', data: { a: [1, '漢'] }, metadata: { m: 1 } }),
      {
        expectedRevision: NO_STREAM,
      },
    );
    const second = await contract.client.appendToStream(
      s,
      [...events(2), binaryEvent({ type: 'raw', data: Buffer.from([0, 255]) })],
      {
        expectedRevision: 0n,
      },
    );
    expect([first.nextExpectedRevision, second.nextExpectedRevision]).toEqual([0n, 3n]);
    const stored = await collect(contract.client.readStream(s));
    expect(stored.map(label)).toEqual(['0:größe', '1:e', '2:e', '3:raw']);
    expect(stored[0]?.event).toMatchObject({ id, streamId: s, isJson: true, data: { a: [1, '漢'] }, metadata: { m: 1 } });
    expect(stored[3]?.event).toMatchObject({ isJson: false, data: Uint8Array.from([0, 255]) });
    expect(positionOf(stored[3] as ResolvedEvent)).toEqual(second.position);
  });

  it.each([
    ['an absent stream', 0, STREAM_EXISTS, 'no_stream'],
    ['an absent stream', 0, 0n, 'no_stream'],
    ['a stream of three', 3, NO_STREAM, 2n],
    ['a stream of three', 3, 1n, 2n],
    ['a stream of three', 3, 3n, 2n],
  ] as const)('refuses %s (%d events) when %s is expected', async (_, count, expectedRevision, actualVersion) => {
    const s = contract.named('s');
    if (count > 0) await contract.client.appendToStream(s, events(count));
    const error = await refusal(contract.client.appendToStream(s, event(), { expectedRevision }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: s, actualVersion });
  });

  it('lets one of many win who expect the same revision', async () => {
    const s = contract.named('s');
    await contract.client.appendToStream(s, event());
    const race = await Promise.allSettled(
      Array.from({ length: 20 }, () => contract.client.appendToStream(s, event(), { expectedRevision: 0n })),
    );
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await contract.content(s)).toEqual(['0:added', '1:added']);
  });

  it('answers a repeated append as the first time, and stores it once', async () => {
    const s = contract.named('s');
    const same = events(2, 'same');
    const first = await contract.client.appendToStream(s, same, { expectedRevision: NO_STREAM });
    await contract.client.appendToStream(s, event('between'));
    for (const expectedRevision of [NO_STREAM, 'any'] as const)
      expect(await contract.client.appendToStream(s, same, { expectedRevision })).toEqual(first);
    expect(await contract.content(s)).toEqual(['0:same', '1:same', '2:between']);
  });

  it('refuses ids of which some are known and some are new', async () => {
    const s = contract.named('s');
    const [one, two] = events(2, 'same') as [EventData, EventData];
    await contract.client.appendToStream(s, [one, two], { expectedRevision: NO_STREAM });
    const error = await refusal(contract.client.appendToStream(s, [one, two, event('new')], { expectedRevision: NO_STREAM }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
  });

  it('takes a mebibyte of data in one append and not a byte more', async () => {
    const of = (size: number): EventData => binaryEvent({ type: 'large', data: Buffer.alloc(size, 1) });
    await contract.client.appendToStream(contract.named('fits'), [of(1024 * 1024 - 10), of(10)]);
    const error = await refusal(contract.client.appendToStream(contract.named('large'), [of(1024 * 1024 - 10), of(11)]));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
    const stored = await collect(contract.client.readStream(contract.named('fits')));
    expect(stored.map(({ event: e }) => (e?.data as Uint8Array).length)).toEqual([1024 * 1024 - 10, 10]);
  });

  it('does the same over the older call, which per-call credentials choose', async () => {
    const s = contract.named('s');
    const credentials = { username: 'admin', password: 'changeit' };
    const result = await contract.client.appendToStream(s, events(3), { expectedRevision: NO_STREAM, credentials });
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 2n });
    const error = await refusal(contract.client.appendToStream(s, event(), { expectedRevision: 0n, credentials }));
    expect(error).toMatchObject({ expectedVersion: 0n, actualVersion: 2n });
  });
});

describe('reading a stream', () => {
  it('reads both ways, from a revision, so many', async () => {
    const s = contract.named('s');
    for (let i = 0; i < 3; i++) await contract.client.appendToStream(s, events(100));
    const revisions = async (options: Parameters<EventStoreDBClient['readStream']>[1]): Promise<number[]> =>
      (await collect(contract.client.readStream(s, options))).map(({ event: e }) => Number(e?.revision));
    expect(await revisions({})).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect(await revisions({ direction: BACKWARDS, fromRevision: END, maxCount: 3 })).toEqual([299, 298, 297]);
    expect(await revisions({ direction: FORWARDS, fromRevision: 298n })).toEqual([298, 299]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: 1n })).toEqual([1, 0]);
    expect(await revisions({ fromRevision: 300n })).toEqual([]);
  });

  it('says that an absent stream is not found', async () => {
    const error = await refusal(collect(contract.client.readStream(contract.named('never'))));
    expect(error).toBeInstanceOf(StreamNotFoundError);
    expect(error).toMatchObject({ streamName: contract.named('never') });
  });

  it('follows links when it is asked to', async () => {
    await contract.client.appendToStream(contract.named('target'), events(2, 't'));
    const links = contract.named('links');
    await contract.client.appendToStream(
      links,
      ['1', '9'].map((at) => binaryEvent({ type: '$>', data: Buffer.from(`${at}@${contract.named('target')}`) })),
    );
    const [found, lost] = await collect(contract.client.readStream(links, { resolveLinkTos: true }));
    expect([found?.event?.streamId, found?.event?.revision, found?.link?.revision]).toEqual([contract.named('target'), 1n, 0n]);
    expect([lost?.event, lost?.link?.revision]).toEqual([undefined, 1n]);
  });
});

describe('what is cut or deleted', () => {
  it.each([
    [{ maxCount: 2 }, ['3:e', '4:e']],
    [{ truncateBefore: 4 }, ['4:e']],
    [{ truncateBefore: 9 }, []],
    [{ maxAge: 3600 }, ['0:e', '1:e', '2:e', '3:e', '4:e']],
  ])('is not read: %j', async (metadata, expected) => {
    const s = contract.named('s');
    await contract.client.appendToStream(s, events(5));
    await contract.client.setStreamMetadata(s, metadata);
    expect(await contract.content(s)).toEqual(expected);
    expect((await contract.client.getStreamMetadata(s)).metadata).toEqual(metadata);
  });

  it('comes back to life behind what it was, when it was deleted softly', async () => {
    const s = contract.named('s');
    await contract.client.appendToStream(s, events(3));
    await contract.client.deleteStream(s);
    expect(await refusal(collect(contract.client.readStream(s)))).toBeInstanceOf(StreamNotFoundError);
    const again = await contract.client.appendToStream(s, event('again'), { expectedRevision: NO_STREAM });
    expect(again.nextExpectedRevision).toBe(3n);
    // The real server makes it readable a moment after it acknowledged.
    expect(await eventually('the stream is there', () => contract.content(s).catch(() => undefined))).toEqual(['3:again']);
  });

  it('is gone for good after a tombstone', async () => {
    const s = contract.named('s');
    await contract.client.appendToStream(s, events(2));
    await contract.client.tombstoneStream(s);
    expect(await refusal(collect(contract.client.readStream(s)))).toBeInstanceOf(StreamDeletedError);
    expect(await refusal(contract.client.appendToStream(s, event()))).toBeInstanceOf(StreamDeletedError);
    expect(await refusal(contract.client.deleteStream(s))).toBeInstanceOf(StreamDeletedError);
  });

  it('can be refused for its revision', async () => {
    const s = contract.named('s');
    await contract.client.appendToStream(s, events(2));
    expect(await refusal(contract.client.deleteStream(s, { expectedRevision: 0n }))).toMatchObject({
      expectedVersion: 0n,
      actualVersion: 1n,
    });
    expect(await refusal(contract.client.deleteStream(contract.named('absent')))).toBeInstanceOf(WrongExpectedVersionError);
  });
});

describe('the order of all events', () => {
  it('gives each event a position, increasing also within one append; reads begin with the one at the position', async () => {
    const start = await contract.client.appendToStream(contract.named('anchor'), event('anchor'));
    await contract.client.appendToStream(contract.named('a'), events(3, 'a'));
    await contract.client.appendToStream(contract.named('b'), event('b'));
    const from = start.position as Position;
    const all = await collect(contract.client.readAll({ fromPosition: from, maxCount: 5 }));
    expect(all.map(label)).toEqual(['0:anchor', '0:a', '1:a', '2:a', '0:b']);
    const positions = all.map((each) => positionOf(each).commit);
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(positions).size).toBe(5);
    const back = await collect(
      contract.client.readAll({ direction: BACKWARDS, fromPosition: positionOf(all[3] as ResolvedEvent), maxCount: 2 }),
    );
    expect(back.map(label)).toEqual(['1:a', '0:a']);
  });
});
