import type { CalendarDate } from '../shared';
import type { DecideBuyer } from './buyer';
import type { AlertSeverity, SignalKind } from './buyer.events';
import { theFile } from './guards';

/**
 * Notes a sign of trouble. Signals of one kind and day are one alert, which the first of them raises; the others are kept. A signal that
 * is recorded already is nothing to do.
 * Source: domain.md C08. Refused with BUYER_UNKNOWN.
 */
export interface RecordSignal {
  readonly buyerId: string;
  readonly signalId: string;
  readonly kind: SignalKind;
  readonly severity: AlertSeverity;
  readonly observedOn: CalendarDate;
  readonly source: string;
  readonly note?: string;
}

export const recordSignal: DecideBuyer<RecordSignal> = (buyer, { buyerId, ...signal }) => {
  theFile(buyer, buyerId);
  if (buyer.signals.has(signal.signalId)) return [];
  const alertId = `signal-${signal.kind}-${signal.observedOn}`;
  return [{ type: 'RiskSignalRaised', data: { ...signal, alertId } }];
};
