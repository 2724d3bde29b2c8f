import type { AccountEvent, CalendarDate, SecurityKind } from '@usance/domain';
import { key, projection, type Effect, type EventWith, type Fold } from '../kernel';

/** A security as it is recorded. Amounts in minor units of `currency`. */
export interface SecurityDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly securityId: string;
  readonly kind: SecurityKind;
  readonly currency: string;
  readonly minor: bigint;
  readonly issuer?: string;
  readonly from: CalendarDate;
  /** The last day. */
  readonly to?: CalendarDate;
  /** From that day on it secures nothing. */
  readonly releasedOn?: CalendarDate;
  readonly reason?: string;
}

const ofSecurity = <Event extends EventWith<{ readonly securityId: string }>>(
  fold: Fold<SecurityDocument, Event>,
): Effect<SecurityDocument, Event> => ({ keys: ({ seller, entity, data }) => [key(seller, entity, data.securityId)], fold });

/** What secures the seller, a document a security. Whether it is valid is a matter of the day. */
export const securities = projection<SecurityDocument, AccountEvent>()({
  name: 'securities',
  version: 1,
  indexes: [{ key: { seller: 1, buyer: 1 } }],
  on: {
    SecurityRecorded: ofSecurity((_none, { seller, entity: buyer, data }) => {
      const { securityId, kind, amount, issuer, validFrom: from, validTo: to } = data;
      return { seller, buyer, securityId, kind, currency: amount.currency, minor: amount.minor, issuer, from, to };
    }),
    SecurityReleased: ofSecurity((security, { data: { releasedOn, reason } }) => security && { ...security, releasedOn, reason }),
  },
});
