import { scenarios } from '../../../../test/spec/given-when-then';
import { country, ratingOn } from './country';
import type { CountryEvent, CountryRating } from './country.events';

const given = scenarios(country, undefined);

const rating = (details: Partial<CountryRating> = {}): CountryRating & { country: string } => ({
  country: 'BR',
  grade: 'BB',
  level: 2,
  effectiveOn: '2026-03-01',
  source: 'Allianz Trade',
  ...details,
});

const rated = (details: Partial<CountryRating> = {}): CountryEvent => ({ type: 'CountryRated', data: rating(details) });

describe('RecordCountryRating', () => {
  const rate = (details: Partial<CountryRating> = {}) => ({ name: 'RecordCountryRating', payload: rating(details) });

  it('rates a country from a day on', () => given().when(rate()).then(rated()));

  it('has nothing to do when it is recorded', () => {
    given(rated(), rated({ level: 3 }))
      .when(rate())
      .thenNothing();
    given(rated())
      .when(rate({ source: 'Coface' }))
      .then(rated({ source: 'Coface' }));
    given(rated())
      .when(rate({ effectiveOn: '2026-04-01' }))
      .then(rated({ effectiveOn: '2026-04-01' }));
  });
});

it('the rating on a day is that which began last; of two from a day the later recorded', () => {
  const { state } = given(rated({ level: 1 }), rated({ level: 3, effectiveOn: '2026-01-01' }), rated({ level: 2 }));
  expect(['2025-12-31', '2026-01-01', '2026-02-28', '2026-03-01'].map((day) => ratingOn(state, day)?.level)).toEqual([
    undefined,
    3,
    3,
    2,
  ]);
});
