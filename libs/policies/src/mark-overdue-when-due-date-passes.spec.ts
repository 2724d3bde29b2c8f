import { addDays, money, type CalendarDate } from '@usance/domain';
import { StoreUnavailable } from '@usance/event-store';
import { Sweeping } from '../../../test/spec/sweeping';
import { commandOf, type DeadlineRow } from './kernel/deadline';
import { markOverdueWhenDueDatePasses as policy, type OpenInvoice } from './mark-overdue-when-due-date-passes';

const eur = (minor: number) => money(BigInt(minor), 'EUR');

/** The policy on real rules, with the log and the rows in memory. */
class World extends Sweeping {
  readonly rows = this.rowsOf() as Map<string, DeadlineRow<OpenInvoice>>;

  constructor() {
    super([policy]);
  }

  /** What is sent when it becomes that day. */
  async sentOn(day: CalendarDate): Promise<string[]> {
    const sent = await this.dayIs(day);
    return sent.map(({ name, payload }) => `${name} ${String(payload.invoiceId)} ${String(payload.today)}`);
  }

  get marked(): string[] {
    return this.store.log.flatMap(({ type, data }) =>
      type === 'InvoiceFellOverdue' && 'invoiceId' in data && 'today' in data
        ? [`${String(data.invoiceId)} ${String(data.today)}`]
        : [],
    );
  }
}

const world = async () => await new World().given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
const withInvoice = async (dueOn = '2025-03-31') =>
  (await world()).given('RecordInvoice', { invoiceId: 'I1', amount: eur(1000), issuedOn: '2025-03-01', dueOn });
const pay = (minor: number, paidOn: string, paymentId = 'P1') => ({ paymentId, amount: eur(minor), paidOn });

describe('mark overdue when the due date passes', () => {
  it('sends nothing on the due day, marks on the day after, and is silent from then on', async () => {
    const acme = await withInvoice();
    expect(await acme.sentOn('2025-03-31')).toEqual([]);
    expect(await acme.sentOn('2025-04-01')).toEqual(['MarkOverdue I1 2025-04-01']);
    expect(await acme.sentOn('2025-04-02')).toEqual([]);
    expect(acme.rows.get('acme|B1|I1')?.status).toBe('done');
  });

  it('names the first overdue day, however late it is run', async () => {
    const acme = await withInvoice();
    await acme.dayIs('2025-12-31');
    expect(acme.marked).toEqual(['I1 2025-04-01']);
  });

  it('says what caused the event, with an id that is always the same', async () => {
    const [one, other] = [await withInvoice(), await withInvoice()];
    await one.dayIs('2025-04-01');
    await other.dayIs('2025-07-01');
    expect(one.store.log.at(-1)?.metadata).toMatchObject({ $causationId: policy.name, actor: policy.name });
    expect(one.sent[0]?.commandId).toBe(other.sent[0]?.commandId);
  });

  it('has another id on another day: a row that comes due again is not taken for the command of before', async () => {
    const acme = await withInvoice();
    await acme.dayIs('2025-04-01');
    const row = acme.rows.get('acme|B1|I1')!;
    const sending = { name: 'MarkOverdue', payload: {} };
    expect(commandOf(policy, row, sending).commandId).toBe(acme.sent[0]?.commandId);
    expect(commandOf(policy, { ...row, sendOn: '2025-05-01' }, sending).commandId).not.toBe(acme.sent[0]?.commandId);
  });

  it('leaves paid, credited, cancelled and written off invoices alone', async () => {
    const paid = await (await withInvoice()).given('RecordPayment', pay(1000, '2025-03-20'));
    const credited = await (
      await withInvoice()
    ).given('IssueCreditNote', {
      creditNoteId: 'C1',
      amount: eur(1000),
      issuedOn: '2025-03-20',
      invoiceId: 'I1',
      reason: 'returned',
    });
    const cancelled = await (
      await withInvoice()
    ).given('CancelInvoice', { invoiceId: 'I1', cancelledOn: '2025-03-20', reason: 'twice' });
    const writtenOff = await (
      await withInvoice()
    ).given('WriteOffInvoice', { invoiceId: 'I1', writtenOffOn: '2025-03-20', reason: 'small' });
    for (const acme of [paid, credited, cancelled, writtenOff]) {
      expect(await acme.sentOn('2025-04-01')).toEqual([]);
      expect(acme.rows.get('acme|B1|I1')).toMatchObject({ status: 'closed', openMinor: 0n });
    }
  });

  it('marks what is partly paid, and what a dispute or an allocation leaves open', async () => {
    const partly = await (await withInvoice()).given('RecordPayment', pay(999, '2025-03-20'));
    expect(await partly.sentOn('2025-04-01')).toHaveLength(1);
    const disputed = await (
      await withInvoice()
    ).given('RaiseDispute', { invoiceId: 'I1', raisedOn: '2025-03-10', reason: 'short' });
    await disputed.given('ResolveDispute', {
      invoiceId: 'I1',
      resolvedOn: '2025-03-20',
      outcome: 'partly_upheld',
      creditAmount: eur(400),
    });
    expect(await disputed.sentOn('2025-04-01')).toHaveLength(1);
    expect(disputed.rows.get('acme|B1|I1')).toMatchObject({ openMinor: 600n, status: 'done' });
  });

  it('marks an invoice that a bounced payment opens again, but none twice', async () => {
    const acme = await (await withInvoice()).given('RecordPayment', pay(1000, '2025-03-20'));
    expect(await acme.sentOn('2025-04-10')).toEqual([]);
    await acme.given('ReversePayment', { paymentId: 'P1', reversedOn: '2025-04-11', reason: 'bounced' });
    expect(await acme.sentOn('2025-04-11')).toEqual(['MarkOverdue I1 2025-04-01']);
    await acme.given('RecordPayment', pay(1000, '2025-04-12', 'P2'));
    await acme.given('ReversePayment', { paymentId: 'P2', reversedOn: '2025-04-13', reason: 'bounced' });
    expect(await acme.sentOn('2025-04-14')).toEqual([]);
    expect(acme.marked).toHaveLength(1);
  });

  it('does one day after another', async () => {
    const acme = await withInvoice('2025-03-31');
    for (const [invoiceId, dueOn] of [
      ['I3', '2025-03-29'],
      ['I2', '2025-03-30'],
      ['I4', '2025-03-29'],
    ])
      await acme.given('RecordInvoice', { invoiceId, amount: eur(5), issuedOn: '2025-03-01', dueOn });
    await acme.dayIs('2025-04-30');
    expect(acme.marked).toEqual(['I3 2025-03-30', 'I4 2025-03-30', 'I2 2025-03-31', 'I1 2025-04-01']);
  });

  it('carries on where a killed worker stopped, and counts nothing twice', async () => {
    const acme = await withInvoice();
    acme.store.mishaps.push('reply lost');
    acme.store.away = true;
    acme.day = '2025-04-01';
    acme.follow();
    const sweep = acme.startWorker().sweep(AbortSignal.timeout(20));
    await expect(sweep).rejects.toThrow(/abort/i);
    acme.store.away = false;
    acme.startWorker();
    await acme.dayIs('2025-04-01');
    expect(acme.marked).toEqual(['I1 2025-04-01']);
  });

  it('waits for a store that is away', async () => {
    const acme = await withInvoice();
    let failures = 2;
    acme.refuse = () => {
      if (failures-- > 0) throw new StoreUnavailable('away');
    };
    expect(await acme.sentOn('2025-04-01')).toHaveLength(3);
    expect(acme.carriedOut).toBe(1);
  });

  it('sets a row aside that the rules have nothing to do for, until an event concerns it', async () => {
    const acme = await withInvoice();
    acme.follow();
    const row = acme.rows.get('acme|B1|I1')!;
    await acme.dayIs('2025-04-01');
    acme.rows.set(row._id, { ...row, position: acme.store.log.at(-1)!.position });
    acme.startWorker();
    expect(await acme.sentOn('2025-04-02')).toEqual(['MarkOverdue I1 2025-04-01']);
    expect(acme.marked).toHaveLength(1);
  });

  it('never asks again for a row that is refused, and says so', async () => {
    const acme = await world();
    const lost: DeadlineRow<OpenInvoice> = {
      _id: 'acme|B1|GONE',
      position: 0n,
      seller: 'acme',
      buyer: 'B1',
      invoiceId: 'GONE',
      sendOn: '2025-03-31',
      openMinor: 1n,
      status: 'waiting',
    };
    acme.rows.set(lost._id, lost);
    expect(await acme.sentOn('2025-04-01')).toEqual(['MarkOverdue GONE 2025-03-31']);
    expect(acme.rows.get(lost._id)).toMatchObject({ status: 'parked', parkedFor: 'INVOICE_UNKNOWN' });
    expect(acme.refused).toEqual(['acme|B1|GONE MarkOverdue INVOICE_UNKNOWN']);
    expect(await acme.sentOn('2025-04-02')).toEqual([]);
  });

  it('leaves no trace of having been set aside on a row that an event concerns: live rows equal rebuilt ones', async () => {
    const acme = await withInvoice();
    acme.follow();
    const row = acme.rows.get('acme|B1|I1')!;
    acme.day = '2025-04-01';
    await acme.given('MarkOverdue', { invoiceId: 'I1', today: '2025-04-01' });
    acme.rows.set(row._id, { ...row, status: 'parked', parkedFor: 'NOTHING_TO_DO' }); // asked again before the rows saw the event
    acme.follow();
    const { _id, seller, buyer, invoiceId, sendOn, openMinor } = row;
    const position = await acme.store.head();
    expect(acme.rows.get(row._id)).toEqual({ _id, position, seller, buyer, invoiceId, sendOn, openMinor, status: 'done' });
  });

  it('gives the same events when four hundred days are played one by one and when they are not', async () => {
    const portfolio = async () => {
      const acme = await world();
      for (let index = 0; index < 120; index++) {
        const issuedOn = addDays('2025-01-01', (index * 7) % 350);
        const dueOn = addDays(issuedOn, 5 + (index % 40));
        await acme.given('RecordInvoice', { invoiceId: `I${index}`, amount: eur(100 + index), issuedOn, dueOn });
        if (index % 3 === 0)
          await acme.given('RecordPayment', {
            ...pay(100 + index, dueOn, `P${index}`),
            allocations: [{ invoiceId: `I${index}`, amount: eur(100 + index) }],
          });
      }
      return acme;
    };
    const [daily, late] = [await portfolio(), await portfolio()];
    for (let day = 1; day <= 400; day++) await daily.dayIs(addDays('2025-01-01', day));
    await late.dayIs(addDays('2025-01-01', 90));
    await late.dayIs(addDays('2025-01-01', 400));
    const events = ({ store }: World) =>
      store.log.map(({ id, type, data, stream, revision }) => ({ id, type, data, stream, revision }));
    expect(daily.marked).toHaveLength(80);
    expect(events(late)).toEqual(events(daily));
    expect(daily.carriedOut).toBe(80);
  });
});
