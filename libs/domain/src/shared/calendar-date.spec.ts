import fc from 'fast-check';
import { addDays, daysBetween, isCalendarDate, latest, monthEnd, monthStart } from './calendar-date';

describe('a calendar date', () => {
  it.each(['2026-01-31', '2024-02-29', '2000-02-29', '1000-01-01', '9998-12-31'])('is %s', (date) =>
    expect(isCalendarDate(date)).toBe(true),
  );

  it.each([
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '0999-12-31',
    '2026-01-01T00:00',
    '',
    null,
    5,
  ])('is not %j', (value) => expect(isCalendarDate(value)).toBe(false));

  // Terms of 30 days, from a test of OCA's payment terms.
  it('moves over the ends of months and years', () => {
    expect(addDays('2016-01-22', 30)).toBe('2016-02-21');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('counts the days that it moves', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_900_000 }), fc.integer({ min: -3_000, max: 3_000 }), (start, days) => {
        const from = addDays('1010-01-01', start);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    ));

  it('is compared as text', () => expect(latest('2026-01-09', '2026-01-10', '2025-12-31')).toBe('2026-01-10'));

  it('knows its month', () => {
    expect([monthStart('2024-02-15'), monthEnd('2024-02-15'), monthEnd('2026-12-31')]).toEqual([
      '2024-02-01',
      '2024-02-29',
      '2026-12-31',
    ]);
  });
});
