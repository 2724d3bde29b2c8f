import type { AlertLevel, AlertOutcome, AlertSeverity, AlertStatus, BuyerEvent, CalendarDate } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { key, projection, type EventWith, type Projection } from '../kernel';
import { crossedIn } from './crossed';

/** What somebody did about an alert. */
export interface AlertHandling {
  readonly by: string;
  readonly on: CalendarDate;
  readonly note?: string;
}

/** An alert on a buyer. */
export interface AlertDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly alertId: string;
  /** `threshold`, or the kind of the signal or of the event in the buyer's country. */
  readonly kind: string;
  readonly metric?: string;
  readonly level?: AlertLevel;
  /** The metric as it was, and the level that it reached. */
  readonly value?: string;
  readonly threshold?: string;
  readonly severity: AlertSeverity;
  readonly raisedOn: CalendarDate;
  readonly source?: string;
  readonly note?: string;
  readonly status: AlertStatus;
  readonly acknowledged?: AlertHandling;
  readonly closed?: AlertHandling & { readonly outcome: AlertOutcome };
}

const keys = ({ seller, entity, data }: EventWith<{ readonly alertId: string }>): string[] => [key(seller, entity, data.alertId)];

const handling = ({ by, on, note }: AlertHandling): AlertHandling => ({ by, on, ...(note !== undefined && { note }) });

const ofTheFile = projection<AlertDocument, BuyerEvent>()({
  name: 'alerts',
  version: 1,
  indexes: [{ key: { seller: 1, raisedOn: -1, _id: 1 } }],
  on: {
    RiskSignalRaised: {
      keys,
      fold: (doc, { seller, entity, data: { alertId, kind, severity, observedOn, source, note } }) =>
        doc ?? { seller, buyer: entity, alertId, kind, severity, raisedOn: observedOn, source, note, status: 'open' },
    },
    CountryAlertRaised: {
      keys,
      fold: (_none, { seller, entity, data: { alertId, kind, severity, from } }) => ({
        seller,
        buyer: entity,
        alertId,
        kind,
        severity,
        raisedOn: from,
        status: 'open',
      }),
    },
    AlertAcknowledged: { keys, fold: (doc, { data }) => doc && { ...doc, status: 'acknowledged', acknowledged: handling(data) } },
    AlertClosed: {
      keys,
      fold: (doc, { data }) => doc && { ...doc, status: 'closed', closed: { ...handling(data), outcome: data.outcome } },
    },
  },
});

/** The alert that an event raised by crossing a level, in the document of this key. */
const raisedBy = (event: RecordedEvent, _id: string): AlertDocument | undefined => {
  const { seller, entity } = event;
  const crossed = crossedIn(event).find(({ alertId }) => key(seller, entity, alertId) === _id);
  if (!crossed) return undefined;
  const { alertId, metric, level, value, threshold, on } = crossed;
  const measured = { metric, level, value, threshold, severity: level, raisedOn: on };
  return { seller, buyer: entity, alertId, kind: 'threshold', ...measured, status: 'open' };
};

/** What the seller was warned of: by signals, by events in the buyers' countries, and by levels that any event crossed. */
export const alerts: Projection<AlertDocument> = {
  ...ofTheFile,
  documents: (event) => [
    ...ofTheFile.documents(event),
    ...crossedIn(event).map(({ alertId }) => key(event.seller, event.entity, alertId)),
  ],
  apply: (doc, event, _id) => raisedBy(event, _id) ?? ofTheFile.apply(doc, event, _id),
};
