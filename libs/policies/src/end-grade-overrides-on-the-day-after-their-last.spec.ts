import { Sweeping } from '../../../test/spec/sweeping';
import { endGradeOverridesOnTheDayAfterTheirLast as policy } from './end-grade-overrides-on-the-day-after-their-last';

const override = (validTo: string, grade = 3) => ({
  grade,
  reason: 'known for years',
  approver: { name: 'Ada', level: 'director' },
  validFrom: '2025-01-01',
  validTo,
});

const overridden = async (...overrides: readonly object[]) => {
  const acme = await new Sweeping([policy]).given('RegisterBuyer', { legalName: 'Bravo', country: 'DE' });
  for (const each of overrides) await acme.given('OverrideGrade', { ...each });
  return acme;
};

describe('end grade overrides on the day after their last', () => {
  it('ends each on the day after its last, those of the same last day together', async () => {
    const acme = await overridden(override('2025-03-31'), override('2025-02-28'), override('2025-02-28', 4));
    expect(await acme.says('2025-02-28')).toEqual([]);
    expect(await acme.says('2025-12-31', 'buyerId', 'validTo', 'today')).toEqual([
      'EndGradeOverride B1 2025-02-28 2025-03-01',
      'EndGradeOverride B1 2025-03-31 2025-04-01',
    ]);
    expect(acme.recorded('GradeOverrideEnded')).toHaveLength(2);
    expect(await acme.says('2026-01-01')).toEqual([]);
  });

  it('ends one that is recorded later for the same last day, too', async () => {
    const acme = await overridden(override('2025-02-28'));
    await acme.dayIs('2025-03-01');
    await acme.given('OverrideGrade', override('2025-02-28', 5));
    await acme.dayIs('2025-03-01');
    expect(acme.recorded('GradeOverrideEnded')).toHaveLength(2);
  });
});
