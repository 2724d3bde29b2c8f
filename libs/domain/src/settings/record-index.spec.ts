import { scenarios } from '../../../../test/spec/given-when-then';
import { indexOn, priceIndex } from './price-index';
import type { IndexEvent } from './settings.events';

const given = scenarios(priceIndex, undefined);

const recorded = (value: string, asOf: string): IndexEvent => ({
  type: 'IndexRecorded',
  data: { index: 'LME-CU', value, asOf, source: 'LME' },
});

describe('RecordIndex', () => {
  it('notes the value of a day, also of an earlier one than the last', () => {
    const late = recorded('8400.50', '2026-01-31');
    given(recorded('8600.00', '2026-02-28')).when({ name: 'RecordIndex', payload: late.data }).then(late);
  });
});

describe('the value of a day', () => {
  const { state } = given(
    recorded('8600.00', '2026-02-28'),
    recorded('8400.00', '2026-01-31'),
    recorded('8410.00', '2026-01-31'),
    recorded('8500.00', '2025-12-31'),
  );

  it.each([
    ['2026-03-31', '8600.00'],
    ['2026-02-28', '8600.00'],
    ['2026-02-27', '8410.00'],
    ['2026-01-30', '8500.00'],
    ['2025-12-30', undefined],
  ])('%s: the newest until then, the later recorded of a day', (day, value) => expect(indexOn(state, day)?.value).toBe(value));
});
