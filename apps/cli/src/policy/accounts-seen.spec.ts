import { formatMinor } from '@usance/domain';
import { CommandRunner, inputHash } from '@usance/event-store';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { grant, order } from '../../../../test/spec/account/story';
import { MemoryEventStore } from '../../../../test/spec/memory-event-store';
import { creditPolicy } from '../../../../test/spec/settings';
import { accountsOf, type AccountSeen } from './accounts-seen';
import { buyersOf } from './buyers-of';
import { limitHeld } from './limits-under';

const DAY = '2026-02-01';

describe('the accounts of a seller', () => {
  let store: MemoryEventStore;
  let runner: CommandRunner;

  const does = async (name: string, payload: object): Promise<void> => {
    const commandId = `c${store.log.length}`;
    const command = { seller: 'acme', name, payload: { ...payload }, commandId, correlationId: commandId };
    await runner.execute({ ...command, inputHash: inputHash(name, command.payload) });
  };

  const seen = async (...ids: readonly string[]): Promise<AccountSeen[]> => {
    const all: AccountSeen[] = [];
    for await (const account of accountsOf(store, { seller: 'acme', day: DAY }, each(ids))) all.push(account);
    return all;
  };

  beforeEach(async () => {
    store = new MemoryEventStore();
    const day = { state: DAY, revision: -1n, position: 0n };
    runner = new CommandRunner({ store, elsewhere: { businessDay: () => day } });
    for (const [buyerId, country] of [
      ['B1', 'DE'],
      ['B2', 'IR'],
    ] as const) {
      await does('RegisterBuyer', { buyerId, legalName: `${buyerId} GmbH`, country });
      const [name, limit] = grant('1000.00');
      await does(name, { buyerId, ...limit });
    }
  });

  afterEach(() => runner.close());

  it('come with what decisions on orders are made of', async () => {
    await does('PublishCreditPolicy', creditPolicy);
    await does('RecordCountryEvent', { eventId: 'E1', country: 'IR', kind: 'sanctions', from: '2026-01-20', source: 'gazette' });
    await does('SubmitOrder', { buyerId: 'B1', ...order('O1', '400.00') });
    const [first, second] = await seen('B1', 'B2');
    expect([...(first?.account.orders.keys() ?? [])]).toEqual(['O1']);
    expect([first, second].map((each) => each?.facts.sanctionsOn(DAY))).toEqual([undefined, 'E1']);
    expect([first, second].map((each) => each?.facts.policyOn(DAY).version)).toEqual([1, 1]);
    expect(first?.facts.businessDay).toBe(DAY);
  });

  it('show a limit while it is in force, and not that of a duplicate', async () => {
    const limits = async (): Promise<unknown[]> =>
      (await seen('B1', 'B2')).map((each) => {
        const held = limitHeld(each, DAY);
        return held && `${held.buyer} ${formatMinor(held.limit.minor, held.limit.currency)} ${held.grade ?? 'none'}`;
      });
    await does('OverrideGrade', {
      buyerId: 'B1',
      grade: 2,
      reason: 'known well',
      approver: { name: 'Dora', level: 'director' },
      validFrom: DAY,
      validTo: DAY,
    });
    expect(await limits()).toEqual(['B1 1000.00 2', 'B2 1000.00 none']);
    await does('MergeBuyers', { buyerId: 'B1', duplicateId: 'B2', mergedOn: DAY, reason: 'the same' });
    expect(await limits()).toEqual(['B1 1000.00 2', undefined]);
    await does('WithdrawLimit', { buyerId: 'B1', effectiveFrom: DAY, reason: 'merged' });
    expect(await limits()).toEqual([undefined, undefined]);
  });

  it('read what they have in common once', async () => {
    await does('PublishCreditPolicy', creditPolicy);
    const read = jest.spyOn(store, 'read');
    await seen('B1', 'B2');
    const streams = read.mock.calls.map(([stream]) => stream);
    expect(streams.filter((stream) => stream === 'settings-acme.credit-policy')).toHaveLength(1);
  });

  it('fail when the log knows nothing of a buyer', async () => {
    await expect(seen('B1', 'B3')).rejects.toThrow(/The log has no buyer B3 of acme/);
  });
});

describe('the buyers of a seller', () => {
  const answers: Record<string, object> = {
    '/v1/sellers/acme/buyers?limit=500&atLeast=7': { rows: [{ buyerId: 'B1' }, { buyerId: 'B2' }], nextCursor: 'a+b' },
    '/v1/sellers/acme/buyers?limit=500&atLeast=7&cursor=a%2Bb': { rows: [{ buyerId: 'B:3' }] },
  };

  it('are all that a running system shows', async () => {
    const server = createServer(({ url = '' }, response) => {
      response.writeHead(answers[url] ? 200 : 404).end(JSON.stringify(answers[url] ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const ids: string[] = [];
      for await (const id of buyersOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'acme', 7n)) ids.push(id);
      expect(ids).toEqual(['B1', 'B2', 'B:3']);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
