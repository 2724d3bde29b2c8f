import type { CalendarDate } from '../shared';
import type { ScorecardTerms } from './scorecard';
import type { DecideSettings } from './settings';
import { next } from './versions';

/** Says how buyers are scored by a model from a day on. Scores of before keep the version that they were made with. Never refused. */
export interface PublishScorecard extends ScorecardTerms {
  readonly publishedOn: CalendarDate;
}

export const publishScorecard: DecideSettings<PublishScorecard> = ({ scorecards }, scorecard) => [
  { type: 'ScorecardPublished', data: next(scorecards, scorecard) },
];
