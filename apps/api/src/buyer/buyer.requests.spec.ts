import { buyerBodies as bodies } from '../testing/buyer-bodies';
import { faultsOf } from '../testing/faults-of';

describe('what is said of a buyer must agree', () => {
  const nothing = { buyerId: 'B1', effectiveOn: '2026-03-01', reason: 'r' };

  it.each([
    ['OverrideGrade', { ...bodies.OverrideGrade, validTo: '2026-02-28' }, ['validTo WRONG_ORDER']],
    ['OverrideGrade', { ...bodies.OverrideGrade, grade: 0 }, ['grade OUT_OF_RANGE']],
    ['OverrideGrade', { ...bodies.OverrideGrade, grade: 11 }, ['grade OUT_OF_RANGE']],
    ['OverrideGrade', { ...bodies.OverrideGrade, approver: { name: 'M. Keller', level: 'king' } }, ['approver.level NOT_ONE_OF']],
    ['RecordCountryEvent', { ...bodies.RecordCountryEvent, to: '2026-02-28' }, ['to WRONG_ORDER']],
    ['RecordCountryRating', { ...bodies.RecordCountryRating, level: 5 }, ['level OUT_OF_RANGE']],
    ['MergeBuyers', { ...bodies.MergeBuyers, duplicateId: 'B1' }, ['duplicateId DUPLICATE']],
    ['UpdateBuyer', nothing, ['reason REQUIRED']],
    ['UpdateBuyer', { ...nothing, keyAccount: false }, []],
    ['RecordBuyerFact', { ...bodies.RecordBuyerFact, fact: 'ownDaysBeyondTerms' }, ['fact NOT_ALLOWED']],
    ['RecordBuyerFact', { ...bodies.RecordBuyerFact, fact: 'ownOverdueShare' }, ['fact NOT_ALLOWED']],
    ['RecordBuyerFact', { ...bodies.RecordBuyerFact, fact: 'countryLevel' }, ['fact NOT_ALLOWED']],
    ['RecordBuyerFact', { ...bodies.RecordBuyerFact, value: false }, []],
    ['RecordBuyerFact', { ...bodies.RecordBuyerFact, value: '1e3' }, ['value NOT_A_DECIMAL']],
    ['RecordBuyerFact', { ...bodies.RecordBuyerFact, value: '1.0000000001' }, ['value TOO_MANY_DIGITS']],
    ['SetMonitoringPlan', { ...bodies.SetMonitoringPlan, everyDays: 0 }, ['everyDays OUT_OF_RANGE']],
  ])('%s %#', (name, body, faults) => expect(faultsOf(name, body)).toEqual(faults));
});
