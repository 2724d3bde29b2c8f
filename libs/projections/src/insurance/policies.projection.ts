import type { CalendarDate, PolicyEvent } from '@usance/domain';
import { onEntity, projection } from '../kernel';

/** A policy and its terms. */
export interface PolicyDocument {
  readonly seller: string;
  readonly policyId: string;
  readonly insurer: string;
  readonly currency: string;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly insuredShare: string;
  readonly maximumLiabilityMinor: bigint;
  readonly maxTermsDays: number;
  readonly maximumExtensionDays: number;
  readonly waitingPeriodDays: number;
}

/** The seller's credit insurance. */
export const policies = projection<PolicyDocument, PolicyEvent>()({
  name: 'policies',
  version: 1,
  on: onEntity({
    PolicyBound: (_none, { seller, data: { maximumLiability, ...terms } }) => ({
      seller,
      ...terms,
      maximumLiabilityMinor: maximumLiability.minor,
    }),
  }),
});
