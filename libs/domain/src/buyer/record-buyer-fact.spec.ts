import { asked, factRecorded, given } from '../../../../test/spec/buyer';
import { factOn } from './buyer';

describe('RecordBuyerFact', () => {
  const record = (value: string | boolean, details: object = {}) =>
    asked('RecordBuyerFact', { fact: 'currentRatio', value, source: 'annual report', asOf: '2025-12-31', ...details });

  it('notes a value, its source and its day', () =>
    given()
      .when(record('1.35'))
      .then(factRecorded('currentRatio', '1.35', '2025-12-31')));

  it('notes yes as 1 and no as 0', () => {
    given()
      .when(record(true))
      .then(factRecorded('currentRatio', '1', '2025-12-31'));
    given()
      .when(record(false))
      .then(factRecorded('currentRatio', '0', '2025-12-31'));
  });

  it('has nothing to do when it is known from the same source', () => {
    const past = given(factRecorded('currentRatio', '1.35', '2025-12-31'));
    past.when(record('1.35')).thenNothing();
    past.when(record('1.36')).then(factRecorded('currentRatio', '1.36', '2025-12-31'));
    past.when(record('1.35', { source: 'bureau' })).then(factRecorded('currentRatio', '1.35', '2025-12-31', 'bureau'));
    past.when(record('1.35', { asOf: '2026-03-31' })).then(factRecorded('currentRatio', '1.35', '2026-03-31'));
  });
});

describe('a fact as of a day', () => {
  const { state } = given(
    factRecorded('currentRatio', '1.2', '2025-12-31'),
    factRecorded('currentRatio', '0.9', '2024-12-31'),
    factRecorded('currentRatio', '1.3', '2025-12-31', 'restated report'),
  );

  it('is the newest by then; of two from a day the later recorded', () =>
    expect(
      ['2024-12-30', '2024-12-31', '2025-12-30', '2025-12-31'].map((day) => factOn(state, 'currentRatio', day)?.value),
    ).toEqual([undefined, '0.9', '0.9', '1.3']));

  it('is none of another name', () => expect(factOn(state, 'netMargin', '2026-01-01')).toBeUndefined());
});
