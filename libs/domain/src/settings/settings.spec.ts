import fc from 'fast-check';
import { creditPolicy, copperRule, scorecard } from '../../../../test/spec/settings';
import { entityOf } from '../shared';
import { settings } from './settings';
import { inForceOn } from './versions';

describe('the streams of settings', () => {
  it.each([
    ['a credit policy', { ...creditPolicy }, 'credit-policy'],
    ['a scorecard', { ...scorecard }, 'scorecard:retail'],
    ['a rule', { ...copperRule }, 'limit-rule:copper'],
    ['a run of a rule', { ruleId: 'copper', on: '2026-02-01', accounts: 1 }, 'limit-rule:copper'],
  ])('%s has one of its own', (_what, payload, entity) => expect(entityOf(settings, payload)).toBe(entity));
});

describe('the version in force', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'];
  const histories = fc
    .array(fc.constantFrom(...days), { maxLength: 8 })
    .map((published) => published.map((publishedOn, index) => ({ version: index + 1, publishedOn })));

  it('is the highest of those published on or before the day, not the latest by day', () =>
    expect(
      inForceOn(
        [
          { version: 1, publishedOn: '2026-01-01' },
          { version: 2, publishedOn: '2026-01-05' },
          { version: 3, publishedOn: '2026-01-03' },
        ],
        '2026-01-05',
      )?.version,
    ).toBe(3));

  it('is none before the first, and never of a later day', () =>
    fc.assert(
      fc.property(histories, fc.constantFrom(...days), (versions, day) => {
        const candidates = versions.filter(({ publishedOn }) => publishedOn <= day).map(({ version }) => version);
        expect(inForceOn(versions, day)?.version).toBe(candidates.length > 0 ? Math.max(...candidates) : undefined);
      }),
    ));
});
