import { approver, asked, given, overridden } from '../../../../test/spec/buyer';

describe('OverrideGrade', () => {
  it('sets a grade until its last day, and says who decided and why', () =>
    given()
      .when(asked('OverrideGrade', { grade: 4, reason: 'new owner', approver, validFrom: '2026-03-01', validTo: '2026-03-31' }))
      .then(overridden(4, '2026-03-01', '2026-03-31')));
});
