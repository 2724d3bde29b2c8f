import { money } from '@usance/domain';
import { creditPolicy } from '../../../test/spec/settings';
import { Sweeping } from '../../../test/spec/sweeping';
import { checkOrdersWhenTheyComeInsideTheHorizon as policy } from './check-orders-when-they-come-inside-the-horizon';

const eur = (minor: number) => money(BigInt(minor), 'EUR');

/** A buyer whose order of 100.00 ships on 30 June: inside a horizon of 60 days from 1 May. */
const ordered = async (shipBy = '2025-06-30') => {
  const acme = await new Sweeping([policy]).given('PublishCreditPolicy', { ...creditPolicy, publishedOn: '2025-01-01' });
  await acme.given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
  await acme.given('GrantLimit', { amount: eur(1000_00), validFrom: '2025-01-01', maxTermsDays: 30 });
  return acme.given('SubmitOrder', { orderId: 'O1', amount: eur(100_00), orderedOn: '2025-01-10', shipBy });
};

describe('check orders when they come inside the horizon', () => {
  it('checks an order on the day that brings it inside, once', async () => {
    const acme = await ordered();
    expect(await acme.says('2025-04-30')).toEqual([]);
    expect(await acme.says('2025-12-31', 'buyerId', 'orderId', 'today')).toEqual(['CheckOrder B1 O1 2025-05-01']);
    expect(acme.recorded('OrderChecked')).toMatchObject([{ orderId: 'O1', on: '2025-05-01', cause: 'horizon_reached' }]);
    expect(await acme.says('2026-01-01')).toEqual([]);
    expect(acme.rowsOf().get('acme|B1|O1')).toMatchObject({ status: 'done' });
  });

  it('leaves alone what was inside from the start, and what is cancelled', async () => {
    expect(await (await ordered('2025-02-01')).says('2025-12-31')).toEqual([]);
    const cancelled = await ordered();
    await cancelled.given('CancelOrder', { orderId: 'O1', on: '2025-02-01', reason: 'no need' });
    expect(await cancelled.says('2025-12-31')).toEqual([]);
  });

  it('closes the row of an order that is shipped by then: there is nothing to check', async () => {
    const acme = await ordered();
    await acme.given('IssueInvoice', {
      invoiceId: 'I1',
      orderId: 'O1',
      amount: eur(100_00),
      issuedOn: '2025-02-01',
      dueOn: '2025-02-10',
    });
    expect(await acme.says('2025-12-31')).toEqual(['CheckOrder']);
    expect(acme.rowsOf().get('acme|B1|O1')).toMatchObject({ status: 'closed', closedFor: 'NOTHING_TO_DO' });
  });

  it('checks an order that is held until it is released', async () => {
    const acme = await ordered('2025-02-01');
    await acme.given('HoldBuyer', { on: '2025-01-11', reason: 'look' });
    await acme.given('SubmitOrder', { orderId: 'O2', amount: eur(100_00), orderedOn: '2025-01-12', shipBy: '2025-06-30' });
    expect(acme.recorded('OrderSubmitted').at(-1)).toMatchObject({ decision: { outcome: 'refer', laterOn: '2025-05-01' } });
    expect(await acme.says('2025-04-01')).toEqual([]);
    await acme.given('ReleaseOrder', {
      orderId: 'O2',
      approver: { name: 'Ada', level: 'director' },
      reason: 'fine',
      releasedOn: '2025-04-01',
    });
    expect(await acme.says('2025-05-01', 'orderId')).toEqual(['CheckOrder O2']);
  });
});
