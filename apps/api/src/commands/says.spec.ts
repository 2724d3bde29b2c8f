import { ApiProperty } from '@nestjs/swagger';
import { money, type Context } from '@usance/domain';
import { CommandRunner, type Command } from '@usance/event-store';
import { MemoryEventStore } from '../../../../test/spec/memory-event-store';
import type { Api } from '../app';
import type * as OpenApi from '../openapi';
import type * as UnderTest from '../testing/api-under-test';
import { commandTable } from './command-table';
import type { CommandRequest, Says } from './requests-for';

/** What was decided, and over how much. */
class DecidedFields {
  @ApiProperty({ type: 'string' })
  decision!: string;

  @ApiProperty({ type: 'object', properties: {} })
  amount!: object;
}

const says: Says<DecidedFields> = {
  told: DecidedFields,
  from: ([decided]) => decided?.data as DecidedFields,
};

/** Says yes on an account that is otherwise none of ours; a second time there is nothing to do. */
const deciding: Context = {
  decider: {
    category: 'account',
    stateVersion: 1,
    id: 'buyerId',
    initial: 0,
    evolve: (count) => (count as number) + 1,
    commands: {
      IssueInvoice: (count: unknown) =>
        count === 0
          ? [
              { type: 'Decided', data: { decision: 'approved', amount: money(10_000n, 'EUR') } },
              { type: 'Noted', data: {} },
            ]
          : [],
    },
  },
  reads: () => ({}),
  facts: () => undefined,
};

describe('what a command says beside its events', () => {
  let api: Api;
  let edge: typeof UnderTest;

  // Routes and OpenAPI follow from the table as it is when they are loaded.
  beforeAll(async () => {
    const [body, does] = commandTable.get('IssueInvoice') as CommandRequest;
    (commandTable as Map<string, CommandRequest>).set('IssueInvoice', [body, does, says]);
    edge = jest.requireActual<typeof UnderTest>('../testing/api-under-test');
    const runner = new CommandRunner({ store: new MemoryEventStore(), contexts: [deciding] });
    api = await edge.startApi({ execute: (command: Command) => runner.execute(command) });
  });
  afterAll(() => api.close());

  const issue = (buyerId: string, headers: Record<string, string> = {}) =>
    edge.post(api, 'IssueInvoice', { ...edge.invoice, buyerId }, headers);

  const approved = { decision: 'approved', amount: { amount: '100.00', currency: 'EUR' } };

  it('is in the answer, and in that to a repeat', async () => {
    const key = { 'idempotency-key': 'K1' };
    const [first, again] = [await issue('B1', key), await issue('B1', key)];
    expect(first.json()).toMatchObject({ revision: '1', events: [{ type: 'Decided' }, { type: 'Noted' }], ...approved });
    expect([again.headers['idempotency-hit'], again.json()]).toEqual(['true', first.json()]);
  });

  it('is in the answer to a line of a batch', async () => {
    const line = { command: 'IssueInvoice', payload: { ...edge.invoice, buyerId: 'B2' } };
    const response = await fetch(`${await api.listen()}/v1/sellers/acme/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: JSON.stringify(line),
    });
    expect(await response.json()).toMatchObject({ line: 1, status: 201, ...approved });
  });

  it('is nothing when there was nothing to do', async () => {
    await issue('B3');
    const response = await issue('B3');
    expect(response.json()).toMatchObject({ events: [] });
    expect(response.json()).not.toHaveProperty('decision');
  });

  it('is told by OpenAPI, of the route and of the batch', () => {
    const { documentOf } = jest.requireActual<typeof OpenApi>('../openapi');
    const { paths, components } = documentOf(api.app);
    const of = (path: string) => JSON.stringify(paths[`/v1/sellers/{seller}/commands${path}`]?.post?.responses);
    const fields = '"$ref":"#/components/schemas/DecidedFields"';
    expect([of('/IssueInvoice'), of(''), of('/GrantLimit')].map((responses) => responses.includes(fields))).toEqual([
      true,
      true,
      false,
    ]);
    expect(components?.schemas).toHaveProperty('DecidedFields.properties.decision');
  });
});
