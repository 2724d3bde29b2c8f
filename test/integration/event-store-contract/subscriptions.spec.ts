import {
  AllStreamSubscription,
  eventTypeFilter,
  excludeSystemEvents,
  Position,
  ResolvedEvent,
  START,
  streamNameFilter,
  StreamSubscription,
} from '@eventstore/db-client';
import { eventually } from '../../support/eventually';
import { Contract, event, events, label } from './contract';

const contract = new Contract();

/** What a subscription has brought so far. */
const follow = (
  subscription: AllStreamSubscription | StreamSubscription,
): { labels: string[]; caughtUp: number; errors: Error[] } => {
  const seen = { labels: [] as string[], caughtUp: 0, errors: [] as Error[] };
  subscription.on('data', (resolved: ResolvedEvent) => seen.labels.push(label(resolved)));
  subscription.on('caughtUp', () => seen.caughtUp++);
  subscription.on('error', (error: Error) => seen.errors.push(error));
  return seen;
};

describe('subscribing', () => {
  it('brings a stream from behind a revision, says that it has caught up, and goes on live', async () => {
    const s = contract.named('s');
    await contract.client.appendToStream(s, events(3, 'old'));
    const subscription = contract.client.subscribeToStream(s, { fromRevision: 0n });
    const seen = follow(subscription);
    await eventually('it has caught up', () => seen.caughtUp === 1);
    expect(seen.labels).toEqual(['1:old', '2:old']);
    await contract.client.appendToStream(s, events(2, 'live'));
    await eventually('the live events', () => seen.labels.length === 4);
    expect(seen.labels.slice(2)).toEqual(['3:live', '4:live']);
    await subscription.unsubscribe();
  });

  it('waits for a stream that is not there yet', async () => {
    const s = contract.named('s');
    const subscription = contract.client.subscribeToStream(s);
    const seen = follow(subscription);
    const confirmed = new Promise((done) => subscription.once('confirmation', done));
    await confirmed;
    await contract.client.appendToStream(s, event('first'));
    await eventually('the event', () => seen.labels.length === 1 && seen.caughtUp === 1);
    expect(seen).toEqual({ labels: ['0:first'], caughtUp: 1, errors: [] });
    await subscription.unsubscribe();
  });

  it('misses nothing and brings nothing twice while events are written', async () => {
    const start = await contract.client.appendToStream(contract.named('anchor'), event('anchor'));
    const writing = (async () => {
      for (let i = 0; i < 150; i++) await contract.client.appendToStream(contract.named('s'), events(5));
    })();
    const filter = streamNameFilter({ prefixes: [contract.named('s')] });
    const from = { fromPosition: start.position as Position };
    const subscriptions = [
      contract.client.subscribeToAll({ ...from, filter }),
      contract.client.subscribeToStream(contract.named('s')),
    ];
    const seen = subscriptions.map(follow);
    await writing;
    await eventually('all events', () => seen.every(({ labels }) => labels.length >= 750));
    for (const { labels, errors } of seen)
      expect([labels, errors]).toEqual([Array.from({ length: 750 }, (_, i) => `${i}:e`), []]);
    await Promise.all(subscriptions.map((subscription) => subscription.unsubscribe()));
  });

  it.each([
    [
      'stream prefixes',
      () => streamNameFilter({ prefixes: [contract.named('a'), contract.named('b')] }),
      ['0:Placed', '1:Paid', '0:Placed'],
    ],
    ['a stream pattern', () => streamNameFilter({ regex: `^${contract.run}-[ac]$` }), ['0:Placed', '1:Paid', '0:Added']],
    ['a type prefix', () => eventTypeFilter({ prefixes: ['P'] }), ['0:Placed', '1:Paid', '0:Placed']],
    ['a type pattern', () => eventTypeFilter({ regex: '^(Paid|Added)$' }), ['1:Paid', '0:Added']],
    ['no system events', () => excludeSystemEvents(), ['0:Placed', '1:Paid', '0:Placed', '0:Added', '0:last']],
  ])('brings what a filter wants: %s', async (_, filter, expected) => {
    const start = await contract.client.appendToStream(contract.named('anchor'), event('anchor'));
    await contract.client.appendToStream(contract.named('a'), [event('Placed'), event('Paid')]);
    await contract.client.setStreamMetadata(contract.named('a'), { maxCount: 100 });
    await contract.client.appendToStream(contract.named('b'), event('Placed'));
    await contract.client.appendToStream(contract.named('c'), event('Added'));
    await contract.client.appendToStream(contract.named('z'), event('last'));
    const subscription = contract.client.subscribeToAll({ fromPosition: start.position as Position, filter: filter() });
    const seen = follow(subscription);
    await eventually('it has caught up', () => seen.caughtUp === 1);
    expect(seen.labels).toEqual(expected);
    await subscription.unsubscribe();
  });

  it('tells how far it has come though nothing matches, and can go on from there', async () => {
    const start = await contract.client.appendToStream(contract.named('anchor'), event('anchor'));
    const checkpoints: Position[] = [];
    const filter = (name: string, checkpointReached?: (position: Position) => void) =>
      streamNameFilter({
        prefixes: [contract.named(name)],
        maxSearchWindow: 10,
        checkpointInterval: 1,
        checkpointReached: async (_: unknown, position: Position) => checkpointReached?.(position),
      });
    await contract.client.appendToStream(contract.named('other'), events(25));
    await contract.client.appendToStream(contract.named('match'), event('match'));
    const nothing = contract.client.subscribeToAll({
      fromPosition: start.position as Position,
      filter: filter('nothing', (position) => checkpoints.push(position)),
    });
    const seen = follow(nothing);
    await eventually('it has caught up', () => seen.caughtUp === 1 && checkpoints.length > 1);
    expect(seen.labels).toEqual([]);
    await nothing.unsubscribe();
    const resumed = contract.client.subscribeToAll({ fromPosition: checkpoints.at(-1), filter: filter('match') });
    const rest = follow(resumed);
    await eventually('the event behind the checkpoint', () => rest.labels.length === 1);
    expect(rest.labels).toEqual(['0:match']);
    await resumed.unsubscribe();
  });

  it('holds a reader who is slow without losing anything', async () => {
    const s = contract.named('s');
    for (let i = 0; i < 4; i++) await contract.client.appendToStream(s, events(500));
    const subscription = contract.client.subscribeToStream(s, { fromRevision: START });
    let next = 0n;
    for await (const resolved of subscription) {
      expect(resolved.event?.revision).toBe(next++);
      if (next === 1000n) await contract.client.appendToStream(s, event('while it reads'));
      if (next === 2001n) break;
    }
    expect(next).toBe(2001n);
  });
});
