import { money } from '@usance/domain';
import { documentOf, instant, recorded } from '../../../../test/spec/projections';
import { buyers } from '../buyers/buyers.projection';
import { claims } from './claims.projection';
import { policies } from './policies.projection';

const file = { buyerId: 'B1', legalName: 'Bravo GmbH', country: 'DE', registrationId: 'HRB 1' };

const terms = {
  policyId: 'P-1',
  insurer: 'Insurer AG',
  currency: 'EUR',
  periodFrom: '2026-01-01',
  periodTo: '2026-12-31',
  insuredShare: '0.90',
  maximumLiability: money(60_000_000n, 'EUR'),
  maxTermsDays: 60,
  maximumExtensionDays: 60,
  waitingPeriodDays: 180,
};

const filed = {
  claimId: 'C-1',
  policyId: 'P-1',
  buyerId: 'B1',
  cause: 'protracted_default',
  filedOn: '2026-11-05',
  invoices: [
    {
      invoiceId: 'I1',
      open: money(40_000n, 'EUR'),
      issuedOn: '2026-01-10',
      dueOn: '2026-02-09',
      limit: money(100_000n, 'EUR'),
      lossOn: '2026-08-08',
    },
  ],
  claimed: money(40_000n, 'EUR'),
  seen: { policyRevision: '0', accountRevision: '3' },
};

describe('the files', () => {
  it('hold a buyer', () =>
    expect(documentOf(buyers, 'acme|B1', recorded([{ type: 'BuyerRegistered', data: file }], { category: 'buyer' }))).toEqual({
      _id: 'acme|B1',
      position: 10n,
      seller: 'acme',
      recordedAt: instant(0),
      ...file,
      registeredOn: '2026-07-01',
      opened: file,
      updates: [],
      facts: [],
      scores: [],
      overrides: [],
    }));

  it('hold a policy, its amount in minor units', () => {
    const { maximumLiability: _amount, ...rest } = terms;
    expect(
      documentOf(policies, 'acme|P-1', recorded([{ type: 'PolicyBound', data: terms }], { category: 'policy', entity: 'P-1' })),
    ).toEqual({ _id: 'acme|P-1', position: 10n, seller: 'acme', ...rest, maximumLiabilityMinor: 60_000_000n });
  });

  it('hold a claim with what was open on each invoice', () =>
    expect(
      documentOf(claims, 'acme|C-1', recorded([{ type: 'ClaimFiled', data: filed }], { category: 'claim', entity: 'C-1' })),
    ).toEqual({
      _id: 'acme|C-1',
      position: 10n,
      seller: 'acme',
      claimId: 'C-1',
      policyId: 'P-1',
      buyer: 'B1',
      cause: 'protracted_default',
      status: 'filed',
      filedOn: '2026-11-05',
      currency: 'EUR',
      claimedMinor: 40_000n,
      invoices: [{ invoiceId: 'I1', openMinor: 40_000n, issuedOn: '2026-01-10', dueOn: '2026-02-09' }],
    }));
});
