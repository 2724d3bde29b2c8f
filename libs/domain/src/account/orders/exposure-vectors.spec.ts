import { amount } from '../../../../../test/spec/given-when-then';
import { bill, creditPolicy, grant, order, ship, Story, under } from '../../../../../test/spec/account/story';

const director = { name: 'Dora', level: 'director' } as const;
const release = (orderId: string) => ({ orderId, approver: director, reason: 'override', releasedOn: '2026-02-02' });
const overdue = { issuedOn: '2026-01-01', dueOn: '2026-01-20' };

/**
 * Peers' test cases for exposure and limits, in our terms: what a peer calls a risk is `used`, a breach is a referred order or a
 * refused invoice, an override a release. Those in two currencies (T32) come with exchange rates.
 * Sources beside each: domain rules 6.2.
 */
describe('exposure as peers test it', () => {
  it('T26, OCA/credit-control: a draft of 500 and 10 % tax counts with its tax', () => {
    const story = new Story().after(...grant('1000.00')).after('SubmitOrder', order('O1', '550.00'));
    expect(story.used).toBe('550.00');
  });

  it('T27, OCA/credit-control: posted, overdue and unpaid it breaches a limit of 100, and not one of 1,100', () => {
    const owing = (limit: string) => new Story().after(...grant(limit)).after('RecordInvoice', bill('I1', '550.00', overdue));
    expect(owing('100.00').decides(order('O1', '0.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(owing('1100.00').decides(order('O1', '0.01'))).toEqual(['approve']);
  });

  it('T28, OCA/credit-control: a second 550 is refused at 900 (1,100 > 900), and open after an override', () => {
    const story = new Story().after(...grant('900.00')).after('RecordInvoice', bill('I1', '550.00', overdue));
    expect(story.refusal('IssueInvoice', bill('I2', '550.00'))).toBe('LIMIT_EXCEEDED');
    story.after('SubmitOrder', order('O1', '550.00')).after('ReleaseOrder', release('O1'));
    story.after('IssueInvoice', bill('I2', '550.00', { orderId: 'O1' }));
    expect([story.used, story.classes.open]).toEqual(['1100.00', '1100.00']);
  });

  it.each([
    [0, ['refer', 'OLDEST_OVERDUE']],
    [3, ['approve']],
  ] as const)('T29, OCA/credit-control: 100 due two days ago, with a margin of %i days', (oldestOverdueDays, expected) => {
    const margin = creditPolicy({ hold: { oldestOverdueDays, overdueShare: '1', worstGrade: 10 } });
    const story = new Story(under(margin, 3)).after(...grant('1000.00'));
    story.after('RecordInvoice', bill('I1', '100.00', { issuedOn: '2026-01-01', dueOn: '2026-01-30' }));
    expect(story.decides(order('O1', '1.00'))).toEqual(expected);
  });

  it('T30, OCA/credit-control: at 150 a second order of 100 is refused (200 > 150), and 200 after an override', () => {
    expect(new Story().after(...grant('99.00')).decides(order('O1', '100.00'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    const story = new Story().after(...grant('150.00')).after('SubmitOrder', order('O1', '100.00'));
    expect(story.decides(order('O2', '100.00'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    story.after('ReleaseOrder', release('O2'));
    expect(story.used).toBe('200.00');
  });

  it('T31, OCA/credit-control: an order of 100 is 100 in every class that it moves through, and nothing when it is cancelled', () => {
    const story = new Story().after(...grant('100.00')).after('SubmitOrder', order('O1', '100.00'));
    expect(story.classes).toMatchObject({ order: '100.00', open: '0.00' });
    story.after('IssueInvoice', bill('I1', '100.00', { orderId: 'O1' }));
    expect(story.classes).toMatchObject({ order: '0.00', open: '100.00' });
    story.after('CancelInvoice', { invoiceId: 'I1', cancelledOn: '2026-02-11', reason: 'to be redrafted' });
    expect(story.classes).toMatchObject({ order: '100.00', open: '0.00' });
    story.after('CancelOrder', { orderId: 'O1', on: '2026-02-12', reason: 'quantity 0' });
    expect(story.classes).toEqual({ held: '0.00', later: '0.00', order: '0.00', shipped: '0.00', open: '0.00' });
    expect(story.used).toBe('0.00');
  });

  it.each([
    ['100.00', undefined, undefined, '100.00'],
    ['50.00', undefined, undefined, '50.00'],
    ['50.00', '25.00', '25.00', '50.00'],
    ['100.00', '100.00', '0.00', '100.00'],
    ['100.00', '25.00', '25.00', '50.00'],
  ])(
    'T33, OCA partner_risk_insurance: of a limit of %s, insured %s and own risk %s, there is %s',
    (limit, cover, ownRisk, there) => {
      const insured = cover === undefined ? undefined : { cover: amount(cover), ownRisk: amount(ownRisk ?? '0.00') };
      const story = new Story({ coverOn: () => insured }).after(...grant(limit));
      expect(story.decides(order('O1', there))).toEqual(['approve']);
      expect(story.decides(order('O2', '0.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    },
  );

  it('T35, OCA/credit-control: of a buyer in breach neither order, delivery nor invoice goes through', () => {
    const story = new Story().after(...grant('100.00')).after('RecordInvoice', bill('I1', '150.00'));
    expect(story.decides(order('O1', '10.00'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(story.refusal(...ship('O1', 'S1', '10.00'))).toBe('ORDER_ON_HOLD');
    expect(story.refusal('IssueInvoice', bill('I2', '10.00', { orderId: 'O1' }))).toBe('ORDER_ON_HOLD');
    expect(story.refusal('IssueInvoice', bill('I2', '10.00'))).toBe('LIMIT_EXCEEDED');
  });

  it('T36, ERPNext: a limit of 50 below what is outstanding lets nothing through', () => {
    const story = new Story().after(...grant('150.00')).after('RecordInvoice', bill('I1', '200.00'));
    expect(story.decides(order('O1', '0.01'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
    expect(story.refusal('IssueInvoice', bill('I2', '0.01'))).toBe('LIMIT_EXCEEDED');
  });

  it('T37, ERPNext: an order of 100 at a limit of 100 more cannot become one of 200', () => {
    const story = new Story().after(...grant('300.00')).after('RecordInvoice', bill('I1', '200.00'));
    expect(story.decides(order('O1', '100.00'))).toEqual(['approve']);
    story.after('CancelOrder', { orderId: 'O1', on: '2026-02-02', reason: 'quantity 2' });
    expect(story.decides(order('O1-2', '200.00'))).toEqual(['refer', 'LIMIT_EXCEEDED']);
  });

  it('T38, ERPNext: there is one limit; a second is not asked for beside it', () => {
    const asked = { requestId: 'R1', amount: amount('9.00'), termsDays: 30, kind: 'new', requestedOn: '2026-02-01' };
    expect(new Story().after(...grant('100.00')).refusal('RequestLimit', asked)).toBe('LIMIT_EXISTS');
  });

  it('T39, ERPNext #47279: a delivery of 60 at a limit of 100 is 60, not 120', () => {
    const story = new Story().after(...grant('100.00')).after('SubmitOrder', order('O1', '60.00'));
    expect(story.refusal(...ship('O1', 'S1', '60.00'))).toContain('OrderShipped');
    expect(story.used).toBe('60.00');
    expect(story.decides(order('O2', '40.00'))).toEqual(['approve']);
  });

  it('domain rules 3.1: 120,000 open, 10,000 cash, 5,000 notes, 30,000 unbilled and 45,000 ordered are 180,000 of 175,000', () => {
    const story = (later: boolean) => {
      const told = new Story().after(...grant('175000.00'));
      told.after('RecordPayment', { paymentId: 'P1', amount: amount('10000.00'), paidOn: '2026-01-05', allocations: [] });
      told.after('IssueCreditNote', { creditNoteId: 'C1', amount: amount('5000.00'), issuedOn: '2026-01-06', reason: 'rebate' });
      told.after('SubmitOrder', order('O1', '30000.00')).after(...ship('O1', 'S1', '30000.00'));
      told.after('RecordInvoice', bill('I1', '120000.00', { dueOn: '2026-06-30' }));
      told.after('SubmitOrder', order('O2', '35000.00'));
      told.after('SubmitOrder', order('O3', '10000.00', later ? { shipBy: '2026-12-31' } : {}));
      return told;
    };
    expect(story(false).status('O3')).toBe('held');
    expect(story(true).status('O3')).toBe('approved');
    expect(story(true).used).toBe('170000.00');
  });
});
