import { amount } from '../../../../../test/spec/given-when-then';
import { bill, creditPolicy, grant, Story, under } from '../../../../../test/spec/account/story';
import type { LimitRule } from '../../settings/limit-rule';
import type { Decimal } from '../../shared';

const eur = (sum: string) => ({ amount: sum, currency: 'EUR' });
const version = { ruleId: 'RULE', version: 2, publishedOn: '2026-01-01', autoApply: false } as const;

/** Domain rules C05: limit = base × index / indexBase within [floor, cap]. */
const linked = (changes: object = {}): LimitRule => ({
  ...version,
  kind: 'index_linked',
  buyerIds: ['B7'],
  index: 'copper',
  indexBase: '100',
  base: amount('1000.00'),
  floor: amount('800.00'),
  cap: amount('1500.00'),
  ...changes,
});

const behaviour = (changes: object = {}): LimitRule => ({
  ...version,
  kind: 'behaviour',
  grades: [3],
  after: { months: 3, maxDaysBeyondTerms: 5 },
  raiseBy: '0.20',
  whenDaysBeyondTerms: 20,
  reduceBy: '0.50',
  ...changes,
});

const run = (on = '2026-04-01') => ['RunLimitRule', { ruleId: 'RULE', on }] as const;

/** An account with a limit of 1,000.00 since New Year, and a rule that looks at an index. */
const following = (index: Decimal | undefined, rule = linked()) =>
  new Story({ limitRuleOn: () => rule, indexOn: () => index }).after(...grant('1000.00'));

/** A buyer of grade 3 that paid 100.00 so many days after the due day of 31 January. */
const paid = (paidOn: string, rule = behaviour()) =>
  new Story({ ...under(creditPolicy(), 3), limitRuleOn: () => rule })
    .after(...grant('1000.00', '2025-12-31'))
    .after('RecordInvoice', bill('I1', '100.00', { issuedOn: '2026-01-01', dueOn: '2026-01-31' }))
    .after('RecordPayment', { paymentId: 'P1', amount: amount('100.00'), paidOn });

describe('a rule that follows an index', () => {
  it.each([
    ['120', '1200.00'],
    ['100.0019', '1000.01'],
    ['79.9', '800.00'],
    ['150.01', '1500.00'],
  ])('proposes base × index / indexBase, rounded down, within floor and cap: %s', (index, to) =>
    expect(following(index).does(...run())).toEqual([
      {
        type: 'LimitChangeProposed',
        data: {
          proposalId: 'RULE:2026-04-01',
          ruleId: 'RULE',
          ruleVersion: 2,
          from: eur('1000.00'),
          to: eur(to),
          on: '2026-04-01',
          inputs: { index, indexBase: '100' },
        },
      },
    ]),
  );

  it.each([
    ['the limit would not change', following('100.0009')],
    ['no value is known', following(undefined)],
    ['the rule is in another currency', following('120', linked({ base: amount('1000.00 USD') }))],
    ['no limit is in force', new Story({ limitRuleOn: () => linked(), indexOn: () => '120' })],
    ['there is no such rule', new Story().after(...grant('1.00'))],
  ])('proposes nothing when %s', (_case, story) => expect(story.does(...run())).toEqual([]));

  it('makes a pending proposal meaningless by a newer run, and does nothing when it comes late or again', () => {
    const story = following('120').after(...run('2026-04-01'));
    expect(story.does(...run('2026-04-01'))).toEqual([]);
    story.knowing({ indexOn: () => '110' });
    expect(story.does(...run('2026-05-01'))).toMatchObject([
      { type: 'LimitChangeSuperseded', data: { proposalId: 'RULE:2026-04-01', by: 'RULE:2026-05-01' } },
      { type: 'LimitChangeProposed', data: { to: eur('1100.00') } },
    ]);
    expect(story.does(...run('2026-04-15'))).toEqual([]);
  });

  it('runs again on its day when the index is corrected, and only when that leads elsewhere', () => {
    const story = following('1200').after(...run());
    story.knowing({ indexOn: () => '120' });
    expect(story.does(...run())).toMatchObject([
      { type: 'LimitChangeSuperseded', data: { proposalId: 'RULE:2026-04-01', by: 'RULE:2026-04-01.2' } },
      { type: 'LimitChangeProposed', data: { proposalId: 'RULE:2026-04-01.2', from: eur('1000.00'), to: eur('1200.00') } },
    ]);
    expect(story.does(...run())).toEqual([]);
    story.knowing({ indexOn: () => '1200' });
    expect(story.does(...run())).toMatchObject([
      { type: 'LimitChangeSuperseded' },
      { type: 'LimitChangeProposed', data: { proposalId: 'RULE:2026-04-01.3', to: eur('1500.00') } },
    ]);
    story.knowing({ indexOn: () => '100' });
    expect(story.does(...run())).toMatchObject([{ type: 'LimitChangeSuperseded', data: { proposalId: 'RULE:2026-04-01.3' } }]);
  });

  it('does not propose again, on a day, what was rejected', () => {
    const story = following('120').after(...run());
    const rejection = {
      proposalId: 'RULE:2026-04-01',
      approver: { name: 'A. Roth', level: 'clerk' },
      on: '2026-04-01',
      reason: 'no',
    };
    expect(story.after('RejectLimitChange', rejection).does(...run())).toEqual([]);
  });

  it('applies itself where it says so', () => {
    const story = following('120', linked({ autoApply: true }));
    expect(story.does(...run())).toMatchObject([
      { type: 'LimitChangeProposed' },
      { type: 'LimitChangeApproved', data: { approver: 'rule', on: '2026-04-01' } },
      { type: 'LimitIncreased', data: { amount: eur('1200.00'), effectiveFrom: '2026-04-01', proposalId: 'RULE:2026-04-01' } },
    ]);
  });
});

describe('a rule that follows how the buyer pays', () => {
  it('raises a limit that did not change in the months, when the buyer paid in time', () => {
    expect(paid('2026-02-05').does(...run())).toMatchObject([
      {
        type: 'LimitChangeProposed',
        data: {
          from: eur('1000.00'),
          to: eur('1200.00'),
          inputs: { daysBeyondTerms: '5', from: '2026-01-01', before: '2026-04-01' },
        },
      },
    ]);
    expect(paid('2026-01-15').does(...run())).toMatchObject([{ data: { inputs: { daysBeyondTerms: '0' } } }]);
  });

  it('raises to at most the highest of the grade', () => {
    const lavish = paid('2026-02-05', behaviour({ raiseBy: '9' }));
    expect(lavish.does(...run())).toMatchObject([{ data: { to: eur('8000.00') } }]);
  });

  it('reduces when the buyer paid too late, also a limit that changed', () => {
    const late = paid('2026-02-21').after('IncreaseLimit', {
      amount: amount('1001.01'),
      effectiveFrom: '2026-03-01',
      reason: 'more',
    });
    expect(late.does(...run())).toMatchObject([{ data: { from: eur('1001.01'), to: eur('500.50') } }]);
  });

  it.each([
    ['it paid neither in time nor too late', paid('2026-02-06')],
    ['it paid at the days that are too late', paid('2026-02-20')],
    [
      'the limit changed in the months',
      paid('2026-02-05').after('ReduceLimit', { amount: amount('999.00'), effectiveFrom: '2026-01-01', reason: 'less' }),
    ],
    ['nothing was paid in the months', paid('2026-04-01')],
    ['it is of another grade', paid('2026-02-05', behaviour({ grades: [1, 2] }))],
  ])('proposes nothing when %s', (_case, story) => expect(story.does(...run())).toEqual([]));
});
