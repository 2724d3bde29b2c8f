import {
  decisionsIn,
  flags,
  holdQueue,
  holds,
  limitHistory,
  limitProposals,
  limitRequests,
  limitsOf,
  orderOf,
  orders,
  securities,
  type ReadModels,
} from '@usance/projections';
import {
  approver,
  buyerHeld,
  buyerReleased,
  fraudFlagCleared,
  fraudFlagged,
  limitChangeApproved,
  limitChangeProposed,
  limitChangeSuperseded,
  limitDecided,
  limitGranted,
  limitIncreased,
  limitRequested,
  orderDeclined,
  orderHeld,
  orderReleased,
  orderShipped,
  orderSubmitted,
  securityRecorded,
  securityReleased,
  temporaryLimitGranted,
} from '../../spec/account';
import { instant } from '../../spec/projections';
import { booksOf, columns } from './books';
import { useDatabases } from './database';

jest.setTimeout(60_000);

const books = booksOf(useDatabases());
const today = '2026-06-30';
const page = { limit: 50 };

describe('orders', () => {
  const accounts = [
    [
      orderSubmitted('O1', '100.00'),
      orderShipped('O1', 'H1', '30.00'),
      orderHeld('O2', '50.00'),
      orderHeld('O3', '70.00'),
      orderReleased('O3', '100.00'),
    ],
    [orderHeld('O1', '60.00'), orderHeld('O4', '10.00'), orderDeclined('O4')],
  ];

  it('can be asked for by status and buyer, page by page', () =>
    books(accounts, async (models) => {
      const held = await orders(models, 'acme', { status: 'held', ...page });
      expect(columns(held.rows, 'buyerId', 'orderId', 'amount')).toEqual([
        ['B1', 'O2', '50.00'],
        ['B2', 'O1', '60.00'],
      ]);
      const first = await orders(models, 'acme', { buyer: 'B1', limit: 2 });
      const second = await orders(models, 'acme', { buyer: 'B1', limit: 2, cursor: first.nextCursor });
      expect(columns([...first.rows, ...second.rows], 'orderId', 'status')).toEqual([
        ['O1', 'approved'],
        ['O2', 'held'],
        ['O3', 'approved'],
      ]);
      expect(second.nextCursor).toBeUndefined();
      expect((await orders(models, 'other', page)).rows).toEqual([]);
    }));

  it('tell all of one: what was decided, by whom, what went out and what is left', () =>
    books(accounts, async (models) => {
      expect(await orderOf(models, 'acme', { buyer: 'B1', orderId: 'O1' })).toMatchObject({
        rest: '70.00',
        shipped: '30.00',
        invoiced: '0.00',
        decision: { outcome: 'approve', available: { amount: '1000.00', currency: 'EUR' }, policyVersion: 0 },
        shipments: [{ shipmentId: 'H1', amount: '30.00', shippedOn: '2026-01-15' }],
      });
      expect(await orderOf(models, 'acme', { buyer: 'B1', orderId: 'O3' })).toMatchObject({
        status: 'approved',
        released: { approver, reason: 'paid by phone' },
        reasons: [{ code: 'GRADE', facts: {} }],
      });
      expect(await orderOf(models, 'acme', { buyer: 'B1', orderId: 'O4' })).toBeUndefined();
      expect(await orderOf(models, 'other', { buyer: 'B1', orderId: 'O1' })).toBeUndefined();
    }));

  it('that wait are queued by value, with how long they have', () =>
    books(accounts, async (models) => {
      const queue = await holdQueue(models, 'acme', { today: '2026-01-15', ...page });
      expect(columns(queue.rows, 'buyerId', 'orderId', 'rest', 'heldOn', 'days')).toEqual([
        ['B2', 'O1', '60.00', '2026-01-05', 10],
        ['B1', 'O2', '50.00', '2026-01-05', 10],
      ]);
      const first = await holdQueue(models, 'acme', { today, limit: 1 });
      const second = await holdQueue(models, 'acme', { today, limit: 1, cursor: first.nextCursor });
      expect(columns([...first.rows, ...second.rows], 'orderId')).toEqual([['O1'], ['O2']]);
    }));
});

describe('requests for limits and decisions', () => {
  const accounts = [
    [
      limitRequested('R1', '500.00'),
      limitDecided('R1', '400.00', { outcome: 'partly_approved', decidedOn: '2026-01-05', validFrom: '2026-01-05' }),
      limitRequested('R2', '900.00', { kind: 'increase', requestedOn: '2026-02-01' }),
      limitDecided('R2', '0.00', { outcome: 'refused', effect: 'none', override: false, decidedOn: '2026-02-03' }),
      orderSubmitted('O1', '1.00'),
      orderHeld('O2', '2.00'),
      orderReleased('O2', '0.00'),
    ],
    [
      limitGranted('100.00', { approver: { name: 'A. Moll', level: 'clerk' } }),
      limitIncreased('200.00', '2026-03-01'),
      limitIncreased('220.00', '2026-03-02', { proposalId: 'R1:2026-03-02' }),
      limitRequested('R1', '300.00', { kind: 'increase' }),
      limitDecided('R1', '300.00', { approver: 'policy', override: false }),
      limitRequested('R2', '999.00'),
    ],
  ];

  it('tell what was asked, advised and granted, and what waits', () =>
    books(accounts, async (models) => {
      const { rows } = await limitRequests(models, 'acme', page);
      expect(columns(rows, 'buyerId', 'requestId', 'status', 'outcome', 'requested', 'granted', 'override')).toEqual([
        ['B1', 'R1', 'decided', 'partly_approved', '500.00', '400.00', true],
        ['B1', 'R2', 'decided', 'refused', '900.00', '0.00', false],
        ['B2', 'R1', 'decided', 'approved', '300.00', '300.00', false],
        ['B2', 'R2', 'referred', 'referred', '999.00', null, false],
      ]);
      expect(rows[0]).toMatchObject({ advice: { amount: '0.00', termsDays: 0 }, approver, decidedOn: '2026-01-05' });
      const referred = await limitRequests(models, 'acme', { status: 'referred', ...page });
      expect(columns(referred.rows, 'requestId')).toEqual([['R2']]);
      expect((await limitRequests(models, 'acme', { status: 'referred', buyer: 'B1', ...page })).rows).toEqual([]);
    }));

  it('are counted: by outcome and level, overrides, and how fast; orders beside them', () =>
    books(accounts, async (models) => {
      expect(await decisionsIn(models, 'acme', {})).toEqual({
        position: expect.any(String) as string,
        total: 5,
        outcomes: { approved: 3, partly_approved: 1, conditional: 0, refused: 1 },
        overrides: 1,
        levels: { policy: 1, clerk: 1, supervisor: 0, manager: 0, director: 2 },
        medianDays: 2,
        orders: { approve: 1, refer: 1, decline: 0, released: 1, declined: 0 },
      });
      expect(await decisionsIn(models, 'acme', { from: '2026-01-02', to: '2026-01-31' })).toMatchObject({
        total: 1,
        medianDays: 4,
        orders: { approve: 1, refer: 1 },
      });
      expect(await decisionsIn(models, 'acme', { buyer: 'B1' })).toMatchObject({ total: 2, medianDays: 3 });
      expect(await decisionsIn(models, 'other', {})).toMatchObject({ total: 0, medianDays: null });
    }));
});

describe("a buyer's limit", () => {
  const accounts = [
    [
      limitGranted('100.00'),
      temporaryLimitGranted('20.00'),
      limitRequested('R1', '500.00'),
      limitDecided('R1', '500.00', { validFrom: '2026-03-01' }),
      limitDecided('R1', '0.00', { outcome: 'refused', effect: 'refused', validFrom: '2026-05-01' }),
    ],
    [],
  ];
  const limit = (models: ReadModels, on: string, knownAt?: string) => limitsOf(models, 'acme', { buyer: 'B1', on, knownAt });

  it('is one on each day, a refusal too, and what it was known to be', () =>
    books(accounts, async (models) => {
      expect(await limit(models, '2026-02-01')).toMatchObject({ limit: '100.00', limitStatus: 'in_force', temporary: '20.00' });
      expect(await limit(models, '2026-04-01')).toMatchObject({ limit: '500.00', temporary: '0.00', maxTermsDays: 30 });
      expect(await limit(models, '2026-05-01')).toMatchObject({ limit: '0.00', limitStatus: 'LIMIT_REFUSED', temporary: '0.00' });
      expect(await limit(models, '2026-05-01', instant(3))).toMatchObject({ limit: '500.00', limitStatus: 'in_force' });
      expect(await limit(models, '2026-02-01', instant(0))).toMatchObject({ temporary: '0.00', temporaryLimits: [] });
      expect(await limit(models, '2025-12-31')).toMatchObject({ limitStatus: 'LIMIT_NOT_YET_VALID' });
    }));

  it('is none for a registered buyer on whose limit nobody decided', () =>
    books(accounts, async (models) => {
      const none = await limitsOf(models, 'acme', { buyer: 'B2', on: today });
      expect(none).toMatchObject({ limit: '0.00', limitStatus: 'NO_LIMIT', currency: null, history: [] });
      expect(await limitsOf(models, 'acme', { buyer: 'B9', on: today })).toBeUndefined();
      expect(await limitHistory(models, 'acme', { buyer: 'B9', ...page })).toBeUndefined();
    }));

  it('has its history in pages', () =>
    books(accounts, async (models) => {
      const first = await limitHistory(models, 'acme', { buyer: 'B1', limit: 2 });
      const second = await limitHistory(models, 'acme', { buyer: 'B1', limit: 2, cursor: first?.nextCursor });
      expect(
        columns([...(first?.rows ?? []), ...(second?.rows ?? [])], 'effectiveFrom', 'amount', 'status', 'requestId'),
      ).toEqual([
        ['2026-01-01', '100.00', 'granted', undefined],
        ['2026-03-01', '500.00', 'granted', 'R1'],
        ['2026-05-01', '0.00', 'LIMIT_REFUSED', 'R1'],
      ]);
    }));
});

describe('what stands beside a limit', () => {
  it('are proposals: pending, taken up by a person or by the rule, or superseded', () =>
    books(
      [
        [
          limitChangeProposed('100.00', '150.00', '2026-01-01'),
          limitChangeSuperseded('R1:2026-01-01', 'R1:2026-02-01'),
          limitChangeProposed('100.00', '160.00', '2026-02-01'),
          limitChangeApproved('R1:2026-02-01'),
          limitChangeProposed('160.00', '120.00', '2026-03-01'),
          {
            type: 'LimitChangeApproved',
            data: { proposalId: 'R1:2026-03-01', approver: 'rule', on: '2026-03-01', reason: 'by itself' },
          },
          limitChangeProposed('120.00', '110.00', '2026-04-01'),
        ],
      ],
      async (models) => {
        const { rows } = await limitProposals(models, 'acme', page);
        expect(columns(rows, 'proposalId', 'buyerId', 'from', 'to', 'status')).toEqual([
          ['R1:2026-01-01', 'B1', '100.00', '150.00', 'superseded'],
          ['R1:2026-02-01', 'B1', '100.00', '160.00', 'approved'],
          ['R1:2026-03-01', 'B1', '160.00', '120.00', 'applied'],
          ['R1:2026-04-01', 'B1', '120.00', '110.00', 'pending'],
        ]);
        expect((await limitProposals(models, 'acme', { status: 'pending', ...page })).rows).toHaveLength(1);
      },
    ));

  it('are securities, as of the day', () =>
    books(
      [
        [
          securityRecorded('S1', '10.00'),
          securityRecorded('S2', '20.00', { validTo: '2026-06-29' }),
          securityRecorded('S3', '30.00', { validFrom: '2026-07-01' }),
          securityRecorded('S4', '40.00'),
          securityReleased('S4', '2026-06-30'),
          securityRecorded('S5', '50.00', { validTo: '2026-06-30' }),
        ],
      ],
      async (models) => {
        const { rows } = await securities(models, 'acme', { today, ...page });
        expect(columns(rows, 'securityId', 'amount', 'status')).toEqual([
          ['S1', '10.00', 'valid'],
          ['S2', '20.00', 'expired'],
          ['S3', '30.00', 'future'],
          ['S4', '40.00', 'released'],
          ['S5', '50.00', 'valid'],
        ]);
        const valid = await securities(models, 'acme', { today, status: 'valid', buyer: 'B1', ...page });
        expect(columns(valid.rows, 'securityId')).toEqual([['S1'], ['S5']]);
      },
    ));

  it('are flags, and holds on buyers', () =>
    books(
      [
        [fraudFlagged('F1'), fraudFlagged('F2'), fraudFlagCleared('F2', '2026-02-01'), buyerHeld('2026-06-20')],
        [buyerHeld('2026-01-01'), buyerReleased('2026-06-30')],
      ],
      async (models) => {
        const { rows } = await flags(models, 'acme', page);
        expect(columns(rows, 'flagId', 'status', 'clearedOn')).toEqual([
          ['F1', 'open', undefined],
          ['F2', 'cleared', '2026-02-01'],
        ]);
        expect((await flags(models, 'acme', { status: 'open', buyer: 'B1', ...page })).rows).toHaveLength(1);
        const held = await holds(models, 'acme', { today, ...page });
        expect(held.rows).toEqual([{ buyerId: 'B1', since: '2026-06-20', days: 10, reason: 'promises broken' }]);
        expect(columns((await holds(models, 'acme', { today: '2026-06-29', ...page })).rows, 'buyerId')).toEqual([
          ['B1'],
          ['B2'],
        ]);
      },
    ));
});
