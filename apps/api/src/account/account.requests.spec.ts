import { accountBodies, approver } from '../testing/account-bodies';
import { faultsOf } from '../testing/faults-of';

const without = (body: object, ...fields: readonly string[]): object =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name)));

const zero = { amount: '0.00', currency: 'EUR' };
const { RequestLimit: request, DecideLimit: decision, RequireSecurity: security } = accountBodies;

describe('fields of credit and orders that must agree', () => {
  it.each<[string, object, string[]]>([
    ['RequestLimit', { ...request, amount: zero }, ['amount.amount NOT_POSITIVE']],
    ['RequestLimit', { ...request, amount: zero, kind: 'reduce' }, ['amount.amount NOT_POSITIVE']],
    ['RequestLimit', { ...request, amount: zero, kind: 'cancel' }, []],
    ['DecideLimit', without(decision, 'conditions'), ['conditions REQUIRED']],
    ['DecideLimit', { ...decision, conditions: [] }, ['conditions OUT_OF_RANGE']],
    ['DecideLimit', { ...decision, validTo: '2026-01-01' }, ['validTo WRONG_ORDER']],
    ['DecideLimit', { ...decision, reasonCode: 16 }, ['reasonCode OUT_OF_RANGE']],
    ['DecideLimit', { ...decision, reasonCode: 0 }, ['reasonCode OUT_OF_RANGE']],
    ['DecideLimit', { ...decision, amount: zero }, ['amount.amount NOT_POSITIVE']],
    ['DecideLimit', { ...without(decision, 'amount'), outcome: 'approved' }, []],
    ['DecideLimit', { ...without(decision, 'amount'), outcome: 'partly_approved' }, ['amount REQUIRED']],
    ['DecideLimit', { ...without(decision, 'validFrom'), outcome: 'approved' }, ['validFrom REQUIRED']],
    ['DecideLimit', { ...decision, outcome: 'refused' }, ['amount NOT_ALLOWED', 'validFrom NOT_ALLOWED']],
    ['DecideLimit', { ...without(decision, 'validFrom'), outcome: 'refused', amount: zero }, []],
    ['DecideLimit', { ...without(decision, 'validFrom', 'amount'), outcome: 'refused' }, []],
    ['GrantTemporaryLimit', { ...accountBodies.GrantTemporaryLimit, validTo: '2025-12-31' }, ['validTo WRONG_ORDER']],
    ['ReleaseOrder', { ...accountBodies.ReleaseOrder, approver: { ...approver, level: 'boss' } }, ['approver.level NOT_ONE_OF']],
    ['ReduceLimit', { ...accountBodies.ReduceLimit, approver }, ['approver UNKNOWN_FIELD']],
    ['ApproveLimitChange', { ...accountBodies.ApproveLimitChange, proposalId: `${'R'.repeat(64)}:2026-04-01.2` }, []],
    ['RequireSecurity', { ...security, kinds: [] }, ['kinds OUT_OF_RANGE']],
    ['RequireSecurity', { ...security, kinds: [], amount: zero }, []],
    ['RequireSecurity', { ...security, amount: zero }, []],
    ['RequireSecurity', { ...security, kinds: ['deposit', 'deposit'] }, ['kinds[1] DUPLICATE']],
    ['RequireSecurity', { ...security, kinds: ['cash'] }, ['kinds[0] NOT_ONE_OF']],
    ['RecordSecurity', { ...accountBodies.RecordSecurity, validTo: '2025-12-31' }, ['validTo WRONG_ORDER']],
    ['SubmitOrder', { ...accountBodies.SubmitOrder, shipBy: '2025-12-31' }, ['shipBy WRONG_ORDER']],
    ['IssueInvoice', without(accountBodies.IssueInvoice, 'orderId'), ['finalForOrder NOT_ALLOWED']],
    ['RecordInvoice', without(accountBodies.RecordInvoice, 'orderId'), ['finalForOrder NOT_ALLOWED']],
  ])('%s %#', (name, body, faults) => expect(faultsOf(name, body)).toEqual(faults));
});
