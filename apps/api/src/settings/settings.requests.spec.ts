import { toWire, type LimitRule } from '@usance/domain';
import { faultsOf } from '../testing/faults-of';
import { copperRule, creditPolicy, payerRule, scorecard } from '../../../../test/spec/settings';
import { readCommand } from '../commands/read-command';

/** The list with one item changed. */
const changed = <Item>(items: readonly Item[], at: number, change: Partial<Item>): Item[] =>
  items.map((item, index) => (index === at ? { ...item, ...change } : item));

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const usd = { amount: '1.00', currency: 'USD' };

describe('a credit policy', () => {
  const policy = toWire(creditPolicy);
  const { grades, approvals, thresholds, hold, review, contract } = policy;
  const faults = (change: object) => faultsOf('PublishCreditPolicy', { ...policy, ...change });

  it.each([
    ['grade missing', { grades: grades.slice(0, 9) }, ['grades REQUIRED']],
    ['grade twice', { grades: changed(grades, 4, { grade: 4 }) }, ['grades[4].grade DUPLICATE']],
    ['eleven grades', { grades: [...grades, grades[9]] }, ['grades OUT_OF_RANGE']],
    ['grade 0', { grades: changed(grades, 3, { grade: 0 as never }) }, ['grades[3].grade OUT_OF_RANGE']],
    [
      'first limit above the most',
      { grades: changed(grades, 3, { initialLimit: eur('7000.01') }) },
      ['grades[3].initialLimit WRONG_ORDER'],
    ],
    ['first limit as the most', { grades: changed(grades, 3, { initialLimit: eur('7000.00') }) }, []],
    ['no credit for a grade', { grades: changed(grades, 9, { initialLimit: eur('0'), maxLimit: eur('0.00') }) }, []],
    [
      'another currency of a limit',
      { grades: changed(grades, 2, { maxLimit: usd }) },
      ['grades[2].maxLimit.currency CURRENCY_DIFFERS'],
    ],
    [
      'another currency of a first limit',
      { grades: changed(grades, 2, { initialLimit: usd }) },
      ['grades[2].initialLimit.currency CURRENCY_DIFFERS'],
    ],
    [
      'another currency of an approval',
      { approvals: changed(approvals, 1, { upTo: usd }) },
      ['approvals[1].upTo.currency CURRENCY_DIFFERS'],
    ],
    ['no levels', { approvals: [] }, ['approvals OUT_OF_RANGE']],
    ['one level', { approvals: [{ level: 'clerk' }] }, []],
    ['an end of the last', { approvals: changed(approvals, 3, { upTo: eur('9000.00') }) }, ['approvals[3].upTo NOT_ALLOWED']],
    ['no end of another', { approvals: changed(approvals, 1, { upTo: undefined }) }, ['approvals[1].upTo REQUIRED']],
    ['amounts that fall', { approvals: changed(approvals, 1, { upTo: eur('999.99') }) }, ['approvals[1].upTo WRONG_ORDER']],
    ['amounts that stay', { approvals: changed(approvals, 1, { upTo: eur('1000.00') }) }, ['approvals[1].upTo WRONG_ORDER']],
    ['levels that fall', { approvals: changed(approvals, 2, { level: 'clerk' }) }, ['approvals[2].level WRONG_ORDER']],
    ['levels that stay', { approvals: changed(approvals, 1, { level: 'clerk' }) }, ['approvals[1].level WRONG_ORDER']],
    [
      'use that falls',
      { thresholds: { ...thresholds, utilisation: ['0.75', '1', '0.9'] } },
      ['thresholds.utilisation[2] WRONG_ORDER'],
    ],
    [
      'use that stays',
      { thresholds: { ...thresholds, utilisation: ['0.9', '0.90', '1'] } },
      ['thresholds.utilisation[1] WRONG_ORDER'],
    ],
    ['use above one', { thresholds: { ...thresholds, utilisation: ['9', '10', '10.5'] } }, []],
    [
      'use of zero',
      { thresholds: { ...thresholds, utilisation: ['0', '0.5', '1'] } },
      ['thresholds.utilisation[0] OUT_OF_RANGE'],
    ],
    ['two levels', { thresholds: { ...thresholds, utilisation: ['0.5', '1'] } }, ['thresholds.utilisation OUT_OF_RANGE']],
    ['days that fall', { thresholds: { ...thresholds, daysOverdue: [15, 1, 30] } }, ['thresholds.daysOverdue[1] WRONG_ORDER']],
    ['days that stay', { thresholds: { ...thresholds, daysOverdue: [1, 15, 15] } }, ['thresholds.daysOverdue[2] DUPLICATE']],
    [
      'shares that fall',
      { thresholds: { ...thresholds, overdueShare: ['0.2', '0.1', '0.5'] } },
      ['thresholds.overdueShare[1] WRONG_ORDER'],
    ],
    ['drops that fall', { thresholds: { ...thresholds, gradeDrop: [2, 1, 3] } }, ['thresholds.gradeDrop[1] WRONG_ORDER']],
    ['no thresholds', { thresholds: undefined }, ['thresholds REQUIRED']],
    ['thresholds without one', { thresholds: { ...thresholds, gradeDrop: undefined } }, ['thresholds.gradeDrop REQUIRED']],
    ['hysteresis of nothing', { hysteresis: '0' }, []],
    ['hysteresis of all', { hysteresis: '1' }, ['hysteresis OUT_OF_RANGE']],
    ['hysteresis below nothing', { hysteresis: '-0.01' }, ['hysteresis OUT_OF_RANGE']],
    ['hysteresis as a number', { hysteresis: 0.05 }, ['hysteresis WRONG_TYPE']],
    ['held above more than all', { hold: { ...hold, overdueShare: '1.01' } }, ['hold.overdueShare OUT_OF_RANGE']],
    ['an unknown rule', { hold: { ...hold, colour: 'red' } }, ['hold.colour UNKNOWN_FIELD']],
    ['yes as a word', { review: { ...review, freezeWhenOverdue: 'yes' } }, ['review.freezeWhenOverdue WRONG_TYPE']],
    [
      'a sector twice',
      {
        monitoring: [
          { sector: '*', everyDays: 30 },
          { sector: '*', everyDays: 60 },
        ],
      },
      ['monitoring[1].sector DUPLICATE'],
    ],
    ['a clause twice', { contract: { ...contract, required: ['a', 'a'] } }, ['contract.required[1] DUPLICATE']],
    ['another outcome', { contract: { ...contract, onMissing: 'refuse' } }, ['contract.onMissing NOT_ONE_OF']],
    ['a day that is none', { publishedOn: '2026-02-30' }, ['publishedOn NOT_A_DATE']],
    ['a version of its own', { version: 7 }, ['version UNKNOWN_FIELD']],
  ])('with %s', (_what, change, expected) => expect(faults(change)).toEqual(expected));

  it('reaches the rules with its amounts as money', () =>
    expect(readCommand('PublishCreditPolicy', policy, { seller: 'acme', correlationId: 'C1' }).payload).toEqual(creditPolicy));
});

describe('a scorecard', () => {
  const { factors, gradeCutoffs } = scorecard;
  const faults = (change: object) => faultsOf('PublishScorecard', { ...toWire(scorecard), ...change });
  const bands = (...all: object[]) => ({ factors: changed(factors, 1, { bands: all as never }) });

  it.each([
    ['no facts', { factors: [] }, ['factors OUT_OF_RANGE']],
    ['a fact twice', { factors: [...factors, factors[0]] }, ['factors[2].fact DUPLICATE']],
    ['a weight of nothing', { factors: changed(factors, 0, { weight: 0 }) }, ['factors[0].weight OUT_OF_RANGE']],
    ['half a point', { factors: changed(factors, 0, { missing: 0.5 }) }, ['factors[0].missing OUT_OF_RANGE']],
    ['no bands', bands(), ['factors[1].bands OUT_OF_RANGE']],
    ['one band', bands({ points: 5 }), []],
    ['an end of the last', bands({ upTo: '1', points: 5 }), ['factors[1].bands[0].upTo NOT_ALLOWED']],
    ['no end of another', bands({ points: 5 }, { points: 6 }), ['factors[1].bands[0].upTo REQUIRED']],
    [
      'bands that fall',
      bands({ upTo: '10', points: 5 }, { upTo: '9', points: 6 }, { points: 7 }),
      ['factors[1].bands[1].upTo WRONG_ORDER'],
    ],
    [
      'bands that stay',
      bands({ upTo: '1', points: 5 }, { upTo: '1.0', points: 6 }, { points: 7 }),
      ['factors[1].bands[1].upTo WRONG_ORDER'],
    ],
    ['bands by value', bands({ upTo: '-1', points: 5 }, { upTo: '9', points: 6 }, { upTo: '10', points: 7 }, { points: 8 }), []],
    ['points above a hundred', bands({ points: 101 }), ['factors[1].bands[0].points OUT_OF_RANGE']],
    ['eight cut-offs', { gradeCutoffs: gradeCutoffs.slice(1) }, ['gradeCutoffs OUT_OF_RANGE']],
    ['cut-offs that rise', { gradeCutoffs: gradeCutoffs.with(4, 601) }, ['gradeCutoffs[4] WRONG_ORDER']],
    ['cut-offs that stay', { gradeCutoffs: gradeCutoffs.with(4, 600) }, ['gradeCutoffs[4] DUPLICATE']],
    ['a cut-off above all scores', { gradeCutoffs: gradeCutoffs.with(0, 1001) }, ['gradeCutoffs[0] OUT_OF_RANGE']],
  ])('with %s', (_what, change, expected) => expect(faults(change)).toEqual(expected));
});

describe('a rule for limits', () => {
  const body = ({ version: _server, ...rule }: LimitRule): object => toWire(rule);
  const linked = (change: object) => faultsOf('PublishLimitRule', { ...body(copperRule), ...change });
  const behaviour = (change: object) => faultsOf('PublishLimitRule', { ...body(payerRule), ...change });

  it.each([
    ['as it is', {}, []],
    ['a floor above the cap', { floor: eur('2000.01') }, ['cap WRONG_ORDER']],
    ['a floor at the cap', { floor: eur('2000.00') }, []],
    ['a floor in another currency', { floor: usd }, ['floor.currency CURRENCY_DIFFERS']],
    ['a cap in another currency', { cap: usd }, ['cap.currency CURRENCY_DIFFERS']],
    ['no index', { index: undefined }, ['index REQUIRED']],
    ['an index from nothing', { indexBase: '0.0' }, ['indexBase OUT_OF_RANGE']],
    ['nobody', { buyerIds: [] }, ['buyerIds OUT_OF_RANGE']],
    ['what others have', { raiseBy: '0.1' }, ['raiseBy NOT_ALLOWED']],
    ['no kind', { kind: undefined }, ['kind REQUIRED']],
    ['an unknown kind', { kind: 'weather' }, ['kind NOT_ONE_OF']],
  ])('that follows an index, with %s', (_what, change, expected) => expect(linked(change)).toEqual(expected));

  it.each([
    ['as it is', {}, []],
    ['no grades', { grades: [] }, ['grades OUT_OF_RANGE']],
    ['a grade twice', { grades: [1, 1] }, ['grades[1] DUPLICATE']],
    ['no months', { after: { months: 0, maxDaysBeyondTerms: 5 } }, ['after.months OUT_OF_RANGE']],
    ['a reduction of more than all', { reduceBy: '1.01' }, ['reduceBy OUT_OF_RANGE']],
    ['a rise of nothing', { raiseBy: '0' }, ['raiseBy OUT_OF_RANGE']],
    ['a rise and a reduction for the same days', { whenDaysBeyondTerms: 4 }, ['whenDaysBeyondTerms WRONG_ORDER']],
    ['a rise up to where the reduction begins', { whenDaysBeyondTerms: 5 }, []],
    ['no reduction', { reduceBy: undefined }, ['reduceBy REQUIRED']],
    ['what others have', { cap: eur('1.00') }, ['cap NOT_ALLOWED']],
  ])('that follows how buyers pay, with %s', (_what, change, expected) => expect(behaviour(change)).toEqual(expected));
});
