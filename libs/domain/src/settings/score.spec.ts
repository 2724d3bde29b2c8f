import fc from 'fast-check';
import { scorecard } from '../../../../test/spec/settings';
import { scoreOf } from './score';
import { BUILT_IN_SCORECARD, type ScorecardTerms } from './scorecard';

const values = (known: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(known));

describe('a score', () => {
  it('weighs the points of every fact, and says what each made of it', () =>
    expect(scoreOf(scorecard, values({ currentRatio: '1.01', adverseRecords: '0' }))).toEqual({
      score: 850, // 10 × (3 × 80 + 1 × 100) / 4
      grade: 2,
      factors: [
        { fact: 'currentRatio', points: 80, weight: 3, share: '0.7059', missing: false },
        { fact: 'adverseRecords', points: 100, weight: 1, share: '0.2941', missing: false },
      ],
    }));

  it('counts what is not known as the scorecard says', () =>
    expect(scoreOf(scorecard, values({ adverseRecords: '0' }))).toMatchObject({
      score: 625, // 10 × (3 × 50 + 1 × 100) / 4
      factors: [
        { fact: 'currentRatio', points: 50, missing: true },
        { fact: 'adverseRecords', points: 100, missing: false },
      ],
    }));

  it.each([
    ['1', 20],
    ['1.0', 20],
    ['1.000000001', 80],
    ['-5', 20],
    ['999999999999999', 80],
  ])('takes a value of %s into the band that ends at or above it', (currentRatio, points) =>
    expect(scoreOf(scorecard, values({ currentRatio })).factors).toContainEqual(
      expect.objectContaining({ fact: 'currentRatio', points }),
    ),
  );

  it('is rounded once, half up', () => {
    const card = (...points: number[]): ScorecardTerms => ({
      ...scorecard,
      factors: points.map((missing, index) => ({ fact: `f${index}`, weight: 1, bands: [{ points: 0 }], missing })),
    });
    expect(scoreOf(card(7, 7, 8, 8, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), values({})).score).toBe(31); // 62 / 20 = 3.1
    expect(scoreOf(card(1, 0, 0, 0), values({})).score).toBe(3); // 2.5
    expect(scoreOf(card(1, 1, 0), values({})).score).toBe(7); // 6.67
  });

  it('puts equal shares in the order of their names', () => {
    const card = {
      ...scorecard,
      factors: ['b', 'c', 'a'].map((fact) => ({ fact, weight: 1, bands: [{ points: 30 }], missing: 0 })),
    };
    const { factors } = scoreOf(card, values({ a: '1', b: '1', c: '1' }));
    expect(factors.map(({ fact, share }) => `${fact} ${share}`)).toEqual(['a 0.3333', 'b 0.3333', 'c 0.3333']);
  });

  it('of nothing has no shares', () => {
    const { score, grade, factors } = scoreOf(
      { ...scorecard, factors: [{ fact: 'a', weight: 9, bands: [{ points: 0 }], missing: 0 }] },
      values({}),
    );
    expect([score, grade, factors[0]?.share]).toEqual([0, 10, '0.0000']);
  });

  it.each([
    [900, 1],
    [899, 2],
    [100, 9],
    [99, 10],
  ])('of %d is of grade %d: below a cut-off is the next', (score, grade) => {
    // A weight of 1000, so that every score can be met: points 100 for the score, 0 for the rest.
    const factors = [
      { fact: 'a', weight: score, bands: [{ points: 100 }], missing: 0 },
      { fact: 'b', weight: 1000 - score, bands: [{ points: 0 }], missing: 0 },
    ];
    expect(scoreOf({ ...scorecard, factors }, values({ a: '1', b: '1' }))).toMatchObject({ score, grade });
  });
});

describe('the built-in scorecard', () => {
  it('has the weights that are agreed, of a hundred', () =>
    expect(BUILT_IN_SCORECARD.factors.map(({ fact, weight }) => [fact, weight])).toEqual([
      ['ownDaysBeyondTerms', 30],
      ['ownOverdueShare', 15],
      ['currentRatio', 10],
      ['debtToEquity', 10],
      ['netMargin', 10],
      ['adverseRecords', 10],
      ['countryLevel', 10],
      ['yearsInBusiness', 5],
    ]));

  it('puts a buyer of whom nothing is known into grade 6, as which one without a grade counts', () =>
    expect(scoreOf(BUILT_IN_SCORECARD, values({}))).toMatchObject({ score: 475, grade: 6 }));

  it('gives the example of docs/credit-policy.md', () =>
    expect(
      scoreOf(
        BUILT_IN_SCORECARD,
        values({
          ownDaysBeyondTerms: '7.5',
          ownOverdueShare: '0.12',
          currentRatio: '1.4',
          debtToEquity: '0.8',
          netMargin: '0.035',
          adverseRecords: '0',
          countryLevel: '1',
        }),
      ),
    ).toEqual({
      score: 725,
      grade: 3,
      factors: [
        { fact: 'ownDaysBeyondTerms', points: 70, weight: 30, share: '0.2897', missing: false },
        { fact: 'adverseRecords', points: 100, weight: 10, share: '0.1379', missing: false },
        { fact: 'countryLevel', points: 100, weight: 10, share: '0.1379', missing: false },
        { fact: 'ownOverdueShare', points: 60, weight: 15, share: '0.1241', missing: false },
        { fact: 'debtToEquity', points: 80, weight: 10, share: '0.1103', missing: false },
        { fact: 'netMargin', points: 65, weight: 10, share: '0.0897', missing: false },
        { fact: 'currentRatio', points: 60, weight: 10, share: '0.0828', missing: false },
        { fact: 'yearsInBusiness', points: 40, weight: 5, share: '0.0276', missing: true },
      ],
    }));

  it('gives a company that owes more than it has no points for its debt', () =>
    expect(scoreOf(BUILT_IN_SCORECARD, values({ debtToEquity: '-0.4' })).factors).toContainEqual(
      expect.objectContaining({ fact: 'debtToEquity', points: 0 }),
    ));
});

describe('any scorecard', () => {
  const points = fc.integer({ min: 0, max: 100 });
  const bands = fc
    .tuple(fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { maxLength: 4 }), fc.array(points, { minLength: 5, maxLength: 5 }))
    .map(([ends, worth]) => [
      ...ends.sort((a, b) => a - b).map((upTo, index) => ({ upTo: String(upTo), points: worth[index] ?? 0 })),
      { points: worth[4] ?? 0 },
    ]);
  const factors = fc.uniqueArray(
    fc.record({ fact: fc.stringMatching(/^[a-z]{1,3}$/), weight: fc.integer({ min: 1, max: 1000 }), bands, missing: points }),
    { minLength: 1, maxLength: 8, selector: ({ fact }) => fact },
  );
  const cards = factors.map((all): ScorecardTerms => ({ ...scorecard, factors: all }));
  const cardsAndValues = cards.chain((card) =>
    fc
      .array(fc.option(fc.integer({ min: -60, max: 60 })), { minLength: card.factors.length, maxLength: card.factors.length })
      .map((known) => ({
        card,
        known: new Map(card.factors.flatMap(({ fact }, i) => (known[i] == null ? [] : [[fact, String(known[i])] as const]))),
      })),
  );

  it('scores from 0 to 1000, and its shares add up to one but for their rounding', () =>
    fc.assert(
      fc.property(cardsAndValues, ({ card, known }) => {
        const { score, factors: scored } = scoreOf(card, known);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1000);
        const sum = scored.reduce((all, { share }) => all + Number(share.replace('.', '')), 0);
        if (scored.every(({ points: none }) => none === 0)) expect(sum).toBe(0);
        else expect(Math.abs(sum - 10_000)).toBeLessThanOrEqual(scored.length / 2);
      }),
    ));

  it('gives the same score whatever the order of its factors and of the values', () =>
    fc.assert(
      fc.property(cardsAndValues, ({ card, known }) =>
        expect(scoreOf({ ...card, factors: card.factors.toReversed() }, new Map([...known].reverse()))).toEqual(
          scoreOf(card, known),
        ),
      ),
    ));

  it('gives no lower a score, and no worse a grade, for more points', () =>
    fc.assert(
      fc.property(cardsAndValues, fc.nat(), ({ card, known }, chosen) => {
        const better = chosen % card.factors.length;
        const raised = card.factors.map((factor, index) =>
          index === better
            ? {
                ...factor,
                missing: 100,
                bands: factor.bands.map((band) => ({ ...band, points: Math.min(100, band.points + 10) })),
              }
            : factor,
        );
        const [before, after] = [scoreOf(card, known), scoreOf({ ...card, factors: raised }, known)];
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.grade).toBeLessThanOrEqual(before.grade);
      }),
    ));
});
