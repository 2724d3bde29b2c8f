import { dayIn, untilNextDay } from './calendar';

const at = (instant: string): number => Date.parse(instant);

describe('the calendar day of a zone', () => {
  it('is the day that people there write', () => {
    expect(dayIn('UTC', at('2026-03-28T23:30:00Z'))).toBe('2026-03-28');
    expect(dayIn('Europe/Berlin', at('2026-03-28T23:30:00Z'))).toBe('2026-03-29');
    expect(dayIn('America/New_York', at('2026-03-29T03:59:59Z'))).toBe('2026-03-28');
  });

  it('ends at midnight there', () => {
    expect(untilNextDay('UTC', at('2026-03-28T23:59:59.500Z'))).toBe(500);
    expect(untilNextDay('Asia/Kolkata', at('2026-01-01T00:00:00Z'))).toBe(18.5 * 3_600_000);
  });

  it('is 23 hours long when the clocks go forward and 25 when they go back', () => {
    expect(untilNextDay('Europe/Berlin', at('2026-03-28T23:00:00Z'))).toBe(23 * 3_600_000);
    expect(untilNextDay('Europe/Berlin', at('2026-10-24T22:00:00Z'))).toBe(25 * 3_600_000);
  });
});
