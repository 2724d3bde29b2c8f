import { toWire, type AccountFacts, type CreditPolicy } from '@usance/domain';
import { FACTS } from '../../../../test/spec/account';
import { bill, creditPolicy, graded, grant, order, ship, Story } from '../../../../test/spec/account/story';
import { ordersUnder } from './orders-under';

const DAY = '2026-02-01';
const HOLD = { oldestOverdueDays: 30, overdueShare: '1', worstGrade: 8 } as const;
const approver = { name: 'Dora', level: 'director' } as const;

/** What the policy, and then the one in force, makes of each order: the codes. */
const under = (story: Story, changes: Partial<CreditPolicy>, known: Partial<AccountFacts> = graded(3)) =>
  ordersUnder(creditPolicy(changes), { buyer: 'B7', account: story.state, facts: { ...FACTS, ...known } }, DAY).map(
    ({ orderId, status, reasons, inForce }) => [orderId, status, ...[reasons, inForce.reasons].map((of) => of.map(codeOf))],
  );

const codeOf = ({ code }: { readonly code: string }): string => code;

/** A buyer of grade 3 with a limit of 1,000.00. */
const limited = (known: Partial<AccountFacts> = graded(3)): Story => new Story(known).after(...grant('1000.00'));

describe('orders under a policy', () => {
  it('that were let through are held by what the policy in force lets pass', () => {
    const story = limited().after('SubmitOrder', order('O1', '400.00'));
    expect(under(story, { hold: { ...HOLD, worstGrade: 3 } })).toEqual([['O1', 'approved', [], []]]);
    expect(under(story, { hold: { ...HOLD, worstGrade: 2 } })).toEqual([['O1', 'approved', ['GRADE'], []]]);
  });

  it('are decided without their own value, and with that of the others', () => {
    const story = limited().after('SubmitOrder', order('O2', '600.00')).after('SubmitOrder', order('O1', '400.00'));
    expect(under(story, {})).toEqual([
      ['O1', 'approved', [], []],
      ['O2', 'approved', [], []],
    ]);
    story.after('RecordInvoice', bill('I1', '0.01'));
    expect(under(story, {})).toEqual([
      ['O1', 'approved', ['LIMIT_EXCEEDED'], ['LIMIT_EXCEEDED']],
      ['O2', 'approved', ['LIMIT_EXCEEDED'], ['LIMIT_EXCEEDED']],
    ]);
  });

  it('that are held pass when the policy no longer holds them, and it can be told why they are held', () => {
    const strict = graded(3, { hold: { ...HOLD, worstGrade: 2 } });
    const story = limited(strict).after('SubmitOrder', order('O1', '400.00')).after('SubmitOrder', order('O2', '1000.01'));
    expect(under(story, { hold: HOLD }, strict)).toEqual([
      ['O1', 'held', [], ['GRADE']],
      ['O2', 'held', ['LIMIT_EXCEEDED'], ['LIMIT_EXCEEDED', 'GRADE']],
    ]);
  });

  it('are decided on the day, whenever they were placed', () => {
    const story = limited().after('SubmitOrder', order('O1', '400.00'));
    story.after('RecordInvoice', bill('I1', '100.00', { issuedOn: '2026-01-01', dueOn: '2026-01-20' }));
    expect(under(story, { hold: { ...HOLD, oldestOverdueDays: 12 } })).toEqual([['O1', 'approved', [], []]]);
    expect(under(story, { hold: { ...HOLD, oldestOverdueDays: 11 } })).toEqual([['O1', 'approved', ['OLDEST_OVERDUE'], []]]);
  });

  it('ask for credit when the horizon of the policy, not that of their decision, has them inside', () => {
    const story = limited().after('SubmitOrder', order('O1', '5000.00', { shipBy: '2026-05-01' })); // in 89 days
    expect(under(story, { orderHorizonDays: 88 })).toEqual([['O1', 'approved', [], []]]);
    expect(under(story, { orderHorizonDays: 89 })).toEqual([['O1', 'approved', ['LIMIT_EXCEEDED'], []]]);
  });

  it('stay out when they began to ship, were released, declined or cancelled', () => {
    const story = limited()
      .after('SubmitOrder', order('SHIPPED', '100.00'))
      .after(...ship('SHIPPED', 'S1', '1.00'));
    story.after('SubmitOrder', order('CANCELLED', '100.00'));
    story.after('CancelOrder', { orderId: 'CANCELLED', on: DAY, reason: 'not needed' });
    story.after('SubmitOrder', order('RELEASED', '5000.00'));
    story.after('ReleaseOrder', { orderId: 'RELEASED', approver, reason: 'known well', releasedOn: DAY });
    story.after('SubmitOrder', order('DECLINED', '5000.00'));
    story.after('DeclineOrder', { orderId: 'DECLINED', on: DAY, reason: 'too much' });
    expect([...story.state.orders.keys()].sort()).toEqual(['CANCELLED', 'DECLINED', 'RELEASED', 'SHIPPED']);
    expect(under(story, { hold: { ...HOLD, worstGrade: 1 } })).toEqual([]);
  });

  it('count by what of them is left, and name the version in force', () => {
    const story = limited().after('SubmitOrder', order('O1', '400.00'));
    story.after('IssueInvoice', bill('I1', '150.00', { orderId: 'O1' }));
    const seen = { buyer: 'B7', account: story.state, facts: { ...FACTS, ...graded(3, { version: 4 }) } };
    expect(toWire(ordersUnder(creditPolicy(), seen, DAY))).toEqual([
      {
        orderId: 'O1',
        buyer: 'B7',
        status: 'approved',
        amount: { amount: '250.00', currency: 'EUR' },
        reasons: [],
        inForce: { version: 4, reasons: [] },
      },
    ]);
  });
});
