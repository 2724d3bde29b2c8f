import { scenarios } from '../../../../test/spec/given-when-then';
import { publishScorecard, scorecardPublished } from '../../../../test/spec/settings';
import { BUILT_IN_SCORECARD } from './scorecard';
import { scorecardOn, settings } from './settings';

const given = scenarios(settings, { businessDay: '' });

describe('PublishScorecard', () => {
  it('is version 1 when it is the first', () => given().when(publishScorecard()).then(scorecardPublished(1)));

  it('is numbered on', () =>
    given(scorecardPublished(1))
      .when(publishScorecard({ publishedOn: '2026-07-01' }))
      .then(scorecardPublished(2, { publishedOn: '2026-07-01' })));
});

describe('the scorecard of a day', () => {
  const retail = given(scorecardPublished(1)).state;
  const own = given(scorecardPublished(1, { model: 'usance' })).state;

  it('is the version in force, and none before the first', () => {
    expect(scorecardOn(retail, 'retail', '2026-01-01')).toMatchObject({ model: 'retail', version: 1 });
    expect(scorecardOn(retail, 'retail', '2025-12-31')).toBeUndefined();
  });

  it('is the built-in one of usance until the seller publishes under that name', () => {
    expect(scorecardOn(settings.initial, 'usance', '2026-01-01')).toBe(BUILT_IN_SCORECARD);
    expect(scorecardOn(own, 'usance', '2025-12-31')).toBe(BUILT_IN_SCORECARD);
    expect(scorecardOn(own, 'usance', '2026-01-01')).toMatchObject({ version: 1 });
  });
});
