import {
  given,
  limitChangeApproved,
  limitChangeProposed,
  limitChangeRejected,
  limitChangeSuperseded,
  limitGranted,
  rejectLimitChange,
} from '../../../../../test/spec/account';
import type { AccountEvent } from '../account.events';

describe('RejectLimitChange', () => {
  const id = 'R1:2026-04-01';
  const proposed = [limitGranted('1000.00'), limitChangeProposed('1000.00', '1200.00', '2026-04-01')];

  it('turns the proposal down, and leaves the limit', () => {
    given(...proposed)
      .when(rejectLimitChange(id, { on: '2026-04-03' }))
      .then(limitChangeRejected(id, '2026-04-03'));
    expect(given(...proposed, limitChangeRejected(id, '2026-04-03')).state.limits).toHaveLength(1);
  });

  it.each<[string, AccountEvent]>([
    ['approved', limitChangeApproved(id)],
    ['rejected', limitChangeRejected(id)],
    ['superseded', limitChangeSuperseded(id, 'R1:2026-05-01')],
  ])('is refused once it is %s', (status, event) =>
    given(...proposed, event)
      .when(rejectLimitChange(id))
      .refused('PROPOSAL_NOT_PENDING', { proposalId: id, status }),
  );

  it('is refused for a proposal that there is not', () =>
    given(...proposed)
      .when(rejectLimitChange('R1:2026-05-01'))
      .refused('PROPOSAL_UNKNOWN', { proposalId: 'R1:2026-05-01' }));
});
