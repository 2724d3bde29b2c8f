import {
  approveLimitChange,
  approver,
  DUPLICATE,
  given,
  limitChangeApproved,
  limitChangeProposed,
  limitChangeRejected,
  limitChangeSuperseded,
  limitGranted,
  limitIncreased,
  limitReduced,
  limitWithdrawn,
  ofDuplicate,
} from '../../../../../test/spec/account';
import { graded } from '../../../../../test/spec/account/story';
import type { AccountEvent } from '../account.events';

describe('ApproveLimitChange', () => {
  const id = 'R1:2026-04-01';
  const granted = limitGranted('1000.00', { validTo: '2026-12-31' });
  const raise = limitChangeProposed('1000.00', '1200.00', '2026-04-01');
  const cut = limitChangeProposed('1000.00', '900.00', '2026-04-01');
  const on = '2026-04-03';
  const taken = { approver, reason: 'agreed', proposalId: id };
  const clerk = { name: 'C. Adler', level: 'clerk' } as const;

  it('raises the limit from the day of its approval', () =>
    given(granted, raise)
      .when(approveLimitChange(id, { on }))
      .then(limitChangeApproved(id, on), limitIncreased('1200.00', on, taken)));

  it('cuts the limit from the day of its approval', () =>
    given(granted, cut)
      .when(approveLimitChange(id, { on }))
      .then(limitChangeApproved(id, on), limitReduced('900.00', on, taken)));

  it('holds against the limit of its own day, which may have moved since', () => {
    given(granted, raise, limitIncreased('1500.00', '2026-04-02'))
      .when(approveLimitChange(id, { on }))
      .then(limitChangeApproved(id, on), limitReduced('1200.00', on, taken));
    given(granted, raise, limitIncreased('1200.00', '2026-04-02'))
      .when(approveLimitChange(id, { on }))
      .then(limitChangeApproved(id, on));
  });

  it('needs a level that covers the new limit of a raise, and any for a cut', () => {
    given(granted, raise)
      .knowing(graded(3))
      .when(approveLimitChange(id, { on, approver: clerk }))
      .refused('APPROVAL_LEVEL_TOO_LOW', { needed: 'supervisor', level: 'clerk', amount: '1200.00' });
    given(granted, raise)
      .knowing(graded(3))
      .when(approveLimitChange(id, { on, approver: { ...clerk, level: 'supervisor' } }))
      .then(
        {
          type: 'LimitChangeApproved',
          data: { proposalId: id, on, approver: { ...clerk, level: 'supervisor' }, reason: 'agreed' },
        },
        limitIncreased('1200.00', on, { ...taken, approver: { ...clerk, level: 'supervisor' } }),
      );
    given(granted, cut)
      .knowing(graded(3))
      .when(approveLimitChange(id, { on, approver: clerk }))
      .then(
        { type: 'LimitChangeApproved', data: { proposalId: id, on, approver: clerk, reason: 'agreed' } },
        limitReduced('900.00', on, { ...taken, approver: clerk }),
      );
  });

  it('takes a cut, and no raise, on a duplicate', () => {
    given(granted, raise).knowing(DUPLICATE).when(approveLimitChange(id, { on })).refused('BUYER_MERGED', { buyerId: 'B1' });
    given(granted, cut)
      .knowing(DUPLICATE)
      .when(approveLimitChange(id, { on }))
      .then(limitChangeApproved(id, on), limitReduced('900.00', on, { ...taken, ...ofDuplicate() }));
  });

  it.each<[string, AccountEvent]>([
    ['approved', limitChangeApproved(id)],
    ['rejected', limitChangeRejected(id)],
    ['superseded', limitChangeSuperseded(id, 'R1:2026-05-01')],
  ])('is refused once it is %s', (status, event) =>
    given(granted, raise, event).when(approveLimitChange(id, { on })).refused('PROPOSAL_NOT_PENDING', { proposalId: id, status }),
  );

  it('is refused for a proposal that there is not', () =>
    given(granted, raise)
      .when(approveLimitChange('R1:2026-05-01', { on }))
      .refused('PROPOSAL_UNKNOWN', { proposalId: 'R1:2026-05-01' }));

  it('is refused on a day without a limit in force', () => {
    given(granted, raise, limitWithdrawn('2026-04-02'))
      .when(approveLimitChange(id, { on }))
      .refused('LIMIT_WITHDRAWN', { on, from: '2026-04-02' });
    given(granted, raise)
      .when(approveLimitChange(id, { on: '2027-01-01' }))
      .refused('LIMIT_EXPIRED', { validTo: '2026-12-31' });
    given(granted, raise)
      .when(approveLimitChange(id, { on: '2025-12-31' }))
      .refused('LIMIT_NOT_YET_VALID');
  });
});
