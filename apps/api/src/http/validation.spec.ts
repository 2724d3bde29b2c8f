import { toWire } from '@usance/domain';
import fc from 'fast-check';
import { copperRule, creditPolicy, scorecard } from '../../../../test/spec/settings';
import { commandTable } from '../commands/command-table';
import { readCommand } from '../commands/read-command';
import { accountBodies } from '../testing/account-bodies';
import { invoice } from '../testing/api-under-test';
import { buyerBodies } from '../testing/buyer-bodies';
import { faultsOf } from '../testing/faults-of';

const envelope = { seller: 'acme', correlationId: 'C1' };

/** Fields that are held against another one. */
const followers: Record<string, string[]> = {
  currency: ['maximumLiability', 'grades', 'approvals'],
  periodFrom: ['periodTo'],
  validFrom: ['validTo'],
  outcome: ['creditAmount', 'amount', 'validFrom', 'conditions'],
  orderId: ['finalForOrder'],
  orderedOn: ['shipBy'],
  kind: ['amount'],
  amount: ['kinds'],
  cause: ['insolvencyOn'],
  filedOn: ['insolvencyOn'],
  base: ['floor', 'cap'],
  floor: ['cap'],
  after: ['whenDaysBeyondTerms'],
  buyerId: ['duplicateId'],
  from: ['to'],
};

/** Fields that may be an empty list, and those that may be `true`. */
const emptied = ['allocations', 'monitoring'];
const flags = ['partialGrants', 'autoApply', 'keyAccount', 'finalForOrder', 'RecordBuyerFact.value'];

const without = (body: object, field: string): object =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

const { version: _server, ...copper } = toWire(copperRule);

/** A body of each command. */
const bodies: Record<string, object> = {
  RegisterBuyer: { buyerId: 'B1', legalName: 'Nordwind', country: 'DE', registrationId: 'HRB 1', sector: 'wholesale' },
  ...accountBodies,
  BindPolicy: {
    policyId: 'P1',
    insurer: 'Atlas',
    currency: 'EUR',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
    insuredShare: '0.90',
    maximumLiability: { amount: '1000000.00', currency: 'EUR' },
    maxTermsDays: 60,
    maximumExtensionDays: 60,
    waitingPeriodDays: 180,
  },
  FileClaim: {
    claimId: 'C1',
    policyId: 'P1',
    buyerId: 'B1',
    cause: 'protracted_default',
    invoiceIds: ['I1'],
    filedOn: '2026-12-01',
  },
  ...buyerBodies,
  PublishCreditPolicy: toWire(creditPolicy),
  PublishScorecard: toWire(scorecard),
  PublishLimitRule: copper,
  RecordIndex: { index: 'LME-CU', value: '-12.5', asOf: '2026-02-28', source: 'LME' },
};

describe('every command', () => {
  it('is in this list', () => expect(Object.keys(bodies).sort()).toEqual([...commandTable.keys()].sort()));

  it.each(Object.entries(bodies))('%s takes a body that is as it must be', (name, body) =>
    expect(faultsOf(name, body)).toEqual([]),
  );

  it.each(Object.entries(bodies))('%s names fields that it does not know', (name, body) =>
    expect(faultsOf(name, { ...body, colour: 'red', hasOwnProperty: 1 })).toEqual([
      'colour UNKNOWN_FIELD',
      'hasOwnProperty UNKNOWN_FIELD',
    ]),
  );

  it.each(Object.entries(bodies))('%s needs what is not optional', (name, body) => {
    for (const field of Object.keys(body)) {
      const faults = faultsOf(name, without(body, field));
      const followed = (followers[field] ?? []).map((follower) => `${follower} NOT_ALLOWED`);
      expect([[], [`${field} REQUIRED`], followed]).toContainEqual(faults);
    }
    expect(faultsOf(name, {}).length).toBeGreaterThanOrEqual(2);
  });

  it.each(Object.entries(bodies))('%s takes no list, null, number or object for a field', (name, body) => {
    for (const field of Object.keys(body))
      for (const value of [[['x']], null, 7.5, { x: 1 }, true, []]) {
        const faults = faultsOf(name, { ...body, [field]: value });
        const isEmptyList = emptied.includes(field) && Array.isArray(value) && value.length === 0;
        const isFlag = value === true && (flags.includes(field) || flags.includes(`${name}.${field}`));
        expect([field, value, faults.some((each) => each.startsWith(field))]).toEqual([field, value, !isEmptyList && !isFlag]);
      }
  });
});

describe('an amount', () => {
  const amounts = (amount: unknown, currency: unknown = 'EUR'): string[] =>
    faultsOf('IssueInvoice', { ...invoice, amount: { amount, currency } });

  it.each(['0.01', '1', '1.5', '90000000000000.00', '1234.56'])('may be %s', (amount) => expect(amounts(amount)).toEqual([]));

  it.each([
    ['0.00', 'NOT_POSITIVE'],
    ['0', 'NOT_POSITIVE'],
    ['-1.00', 'NOT_A_DECIMAL'],
    ['+1.00', 'NOT_A_DECIMAL'],
    ['1e3', 'NOT_A_DECIMAL'],
    ['1,000.00', 'NOT_A_DECIMAL'],
    ['01.00', 'NOT_A_DECIMAL'],
    ['.5', 'NOT_A_DECIMAL'],
    ['5.', 'NOT_A_DECIMAL'],
    [' 5', 'NOT_A_DECIMAL'],
    ['٥', 'NOT_A_DECIMAL'],
    ['', 'NOT_A_DECIMAL'],
    ['NaN', 'NOT_A_DECIMAL'],
    ['1.001', 'TOO_MANY_DIGITS'],
    ['90000000000000.01', 'OUT_OF_RANGE'],
    ['999999999999999999', 'OUT_OF_RANGE'],
    [12, 'WRONG_TYPE'],
  ])('may not be %p: %s', (amount, code) => expect(amounts(amount)).toEqual([`amount.amount ${code}`]));

  it('keeps to the digits of its currency', () => {
    expect(amounts('1', 'JPY')).toEqual([]);
    expect(amounts('1.0', 'JPY')).toEqual(['amount.amount TOO_MANY_DIGITS']);
    expect(amounts('1.001', 'KWD')).toEqual([]);
  });

  it.each(['XXX', 'eur', 'EURO', '', 'constructor'])('has no currency %p', (currency) =>
    expect(amounts('1.00', currency)).toEqual(['amount.currency CURRENCY_UNKNOWN']),
  );

  it('is an object of amount and currency', () => {
    expect(faultsOf('IssueInvoice', { ...invoice, amount: '1.00 EUR' })).toEqual(['amount WRONG_TYPE']);
    expect(faultsOf('IssueInvoice', { ...invoice, amount: { amount: '1.00' } })).toEqual(['amount.currency REQUIRED']);
    expect(faultsOf('IssueInvoice', { ...invoice, amount: { amount: '1.00', currency: 'EUR', minor: 1 } })).toEqual([
      'amount.minor UNKNOWN_FIELD',
    ]);
  });
});

describe('a day', () => {
  it.each(['2024-02-29', '1999-12-31'])('may be %s', (day) =>
    expect(faultsOf('IssueInvoice', { ...invoice, issuedOn: day })).toEqual([]),
  );
  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '26-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '+02026-01-01',
    '0000-01-01',
    '',
  ])('may not be %p', (day) => expect(faultsOf('IssueInvoice', { ...invoice, issuedOn: day })).toEqual(['issuedOn NOT_A_DATE']));
});

describe('text', () => {
  const text = (reference: string): string[] => faultsOf('IssueInvoice', { ...invoice, reference });
  it.each(['x', 'Größe 7 – ☃', '𝒜'.repeat(500), ' '])('may be %p', (value) => expect(text(value)).toEqual([]));
  it.each([
    ['', 'OUT_OF_RANGE'],
    ['x'.repeat(501), 'TOO_LONG'],
    ['𝒜'.repeat(501), 'TOO_LONG'],
    ['a\u0000b', 'CONTROL_CHARACTER'],
    ['a\nb', 'CONTROL_CHARACTER'],
    ['a\u0085b', 'CONTROL_CHARACTER'],
    ['\ud800', 'CONTROL_CHARACTER'],
    ['x\udc00y', 'CONTROL_CHARACTER'],
  ])('may not be %j', (value, code) => expect(text(value)).toEqual([`reference ${code}`]));
});

describe('an id', () => {
  it.each(['a', 'A.b_c:d-9', 'x'.repeat(64)])('may be %s', (id) =>
    expect(faultsOf('IssueInvoice', { ...invoice, invoiceId: id })).toEqual([]),
  );
  it.each(['', '-a', '.a', 'a b', 'a/b', 'ä', 'x'.repeat(65), 'a\n', '__proto__'])('may not be %j', (id) =>
    expect(faultsOf('IssueInvoice', { ...invoice, invoiceId: id })).toEqual(['invoiceId NOT_AN_ID']),
  );
});

describe('a country', () => {
  it.each(['DE', 'US', 'TW'])('may be %s', (country) =>
    expect(faultsOf('RegisterBuyer', { ...bodies.RegisterBuyer, country })).toEqual([]),
  );
  it.each(['de', 'XX', 'UK', 'DEU', ''])('may not be %p', (country) =>
    expect(faultsOf('RegisterBuyer', { ...bodies.RegisterBuyer, country })).toEqual(['country COUNTRY_UNKNOWN']),
  );
});

describe('fields that must agree', () => {
  const policy = { ...bodies.BindPolicy };
  const claim = { ...bodies.FileClaim };
  const dispute = { ...bodies.ResolveDispute };
  const money = { amount: '1.00', currency: 'EUR' };

  it.each([
    ['GrantLimit', { ...bodies.GrantLimit, validTo: '2025-12-31' }, ['validTo WRONG_ORDER']],
    ['BindPolicy', { ...policy, periodTo: '2025-12-31' }, ['periodTo WRONG_ORDER']],
    [
      'BindPolicy',
      { ...policy, maximumLiability: { amount: '1.00', currency: 'USD' } },
      ['maximumLiability.currency CURRENCY_DIFFERS'],
    ],
    ['BindPolicy', { ...policy, insuredShare: '0.0' }, ['insuredShare OUT_OF_RANGE']],
    ['BindPolicy', { ...policy, insuredShare: '1.01' }, ['insuredShare OUT_OF_RANGE']],
    ['BindPolicy', { ...policy, insuredShare: '1.00' }, []],
    ['BindPolicy', { ...policy, waitingPeriodDays: 3661 }, ['waitingPeriodDays OUT_OF_RANGE']],
    ['BindPolicy', { ...policy, waitingPeriodDays: -1 }, ['waitingPeriodDays OUT_OF_RANGE']],
    ['ResolveDispute', { ...dispute, outcome: 'partly_upheld' }, ['creditAmount REQUIRED']],
    ['ResolveDispute', { ...dispute, outcome: 'partly_upheld', creditAmount: money }, []],
    ['ResolveDispute', { ...dispute, outcome: 'rejected', creditAmount: money }, ['creditAmount NOT_ALLOWED']],
    ['ResolveDispute', { ...dispute, outcome: 'upheld', creditAmount: money }, []],
    ['FileClaim', { ...claim, cause: 'insolvency' }, ['insolvencyOn REQUIRED']],
    ['FileClaim', { ...claim, cause: 'insolvency', insolvencyOn: '2026-12-01' }, []],
    ['FileClaim', { ...claim, cause: 'insolvency', insolvencyOn: '2026-12-02' }, ['insolvencyOn WRONG_ORDER']],
    ['FileClaim', { ...claim, insolvencyOn: '2026-11-01' }, ['insolvencyOn NOT_ALLOWED']],
    ['FileClaim', { ...claim, invoiceIds: [] }, ['invoiceIds OUT_OF_RANGE']],
    ['FileClaim', { ...claim, invoiceIds: ['I1', 'I2', 'I1'] }, ['invoiceIds[2] DUPLICATE']],
    ['FileClaim', { ...claim, invoiceIds: Array.from({ length: 501 }, (_, n) => `I${n}`) }, ['invoiceIds OUT_OF_RANGE']],
    [
      'RecordPayment',
      {
        ...bodies.RecordPayment,
        allocations: [
          { invoiceId: 'I1', amount: money },
          { invoiceId: '', amount: { ...money, amount: '0' } },
        ],
      },
      ['allocations[1].invoiceId NOT_AN_ID', 'allocations[1].amount.amount NOT_POSITIVE'],
    ],
    ['RecordPayment', { ...bodies.RecordPayment, allocations: [7] }, ['allocations[0] WRONG_TYPE']],
    [
      'RecordPayment',
      { ...bodies.RecordPayment, allocations: Array(1001).fill({ invoiceId: 'I1', amount: money }) },
      ['allocations OUT_OF_RANGE'],
    ],
  ])('%s %#', (name, body, faults) => expect(faultsOf(name, body)).toEqual(faults));
});

describe('a body', () => {
  it.each([null, [], 'x', 7, true, undefined])('may not be %p', (body) =>
    expect(faultsOf('IssueInvoice', body)).toEqual(['body WRONG_TYPE']),
  );

  it('cannot change what objects are', () => {
    const body = JSON.parse(
      `{"__proto__": {"invoiceId": "I9"}, ${JSON.stringify(without(invoice, 'invoiceId')).slice(1)}`,
    ) as object;
    expect(faultsOf('IssueInvoice', body)).toEqual(['__proto__ UNKNOWN_FIELD', 'invoiceId REQUIRED']);
    expect({}).not.toHaveProperty('invoiceId');
  });

  it('of whatever kind is read or refused, never anything else', () =>
    fc.assert(
      fc.property(fc.constantFrom(...commandTable.keys()), fc.jsonValue({ maxDepth: 4 }), (name, body) => {
        faultsOf(name, body);
      }),
    ));

  it('with any one field changed is read or refused with that field named', () =>
    fc.assert(
      fc.property(
        fc
          .constantFrom(...Object.keys(bodies))
          .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...Object.keys(bodies[name] ?? {})), fc.jsonValue())),
        ([name, field, value]) => {
          const faults = faultsOf(name, { ...bodies[name], [field]: value });
          const concerned = [field, ...(followers[field] ?? [])];
          expect(faults.filter((fault) => !concerned.includes(/^\w+/.exec(fault)?.[0] ?? ''))).toEqual([]);
        },
      ),
    ));
});

describe('what comes out', () => {
  it('holds amounts of minor units and nothing that was absent', () => {
    const { payload } = readCommand('RecordPayment', bodies.RecordPayment, envelope);
    expect(payload).toStrictEqual({
      buyerId: 'B1',
      paymentId: 'P1',
      amount: { minor: 10000n, currency: 'EUR' },
      paidOn: '2026-03-02',
      allocations: [{ invoiceId: 'I1', amount: { minor: 10000n, currency: 'EUR' } }],
    });
  });
});
