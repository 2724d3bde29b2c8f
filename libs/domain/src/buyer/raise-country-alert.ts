import type { CalendarDate, CountryEventKind } from '../shared';
import { fileOn, type DecideBuyer } from './buyer';
import type { AlertSeverity } from './buyer.events';

/** Tells the file of an event in the buyer's country, once; nothing to do for a buyer that was not there when it began. */
export interface RaiseCountryAlert {
  readonly buyerId: string;
  readonly country: string;
  readonly eventId: string;
  readonly kind: CountryEventKind;
  readonly from: CalendarDate;
}

/** Our default: what stops payment as such is critical, what makes it harder a warning. */
const SEVERITY: Readonly<Record<CountryEventKind, AlertSeverity>> = {
  sanctions: 'critical',
  war: 'critical',
  moratorium: 'critical',
  fx_control: 'warning',
  import_ban: 'warning',
  other: 'watch',
};

export const raiseCountryAlert: DecideBuyer<RaiseCountryAlert> = (buyer, { country, eventId, kind, from }) => {
  const alertId = `country-${country}-${eventId}`;
  if (buyer.alerts.has(alertId) || fileOn(buyer, from)?.country !== country) return [];
  return [{ type: 'CountryAlertRaised', data: { alertId, country, eventId, kind, severity: SEVERITY[kind], from } }];
};
