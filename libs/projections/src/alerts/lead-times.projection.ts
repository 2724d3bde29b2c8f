import type { AccountEvent, BuyerEvent, CalendarDate, ClaimEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { entityKey, key, onEntity, projection, type Projection } from '../kernel';
import { crossedIn } from './crossed';

/** How early a buyer's default was seen coming: from the first alert to the first insolvency signal, write-off or claim. */
export interface LeadTimeDocument {
  readonly seller: string;
  readonly firstAlertOn?: CalendarDate;
  readonly defaultedOn?: CalendarDate;
}

type Doc = LeadTimeDocument | undefined;

const earlier = (a: CalendarDate | undefined, b: CalendarDate): CalendarDate => (a !== undefined && a < b ? a : b);

const alerted = (doc: Doc, { seller }: RecordedEvent, on: CalendarDate): LeadTimeDocument => ({
  ...doc,
  seller,
  firstAlertOn: earlier(doc?.firstAlertOn, on),
});

const defaulted = (doc: Doc, { seller }: RecordedEvent, on: CalendarDate): LeadTimeDocument => ({
  ...doc,
  seller,
  defaultedOn: earlier(doc?.defaultedOn, on),
});

const byType = projection<LeadTimeDocument, BuyerEvent | AccountEvent | ClaimEvent>()({
  name: 'lead_times',
  version: 1,
  on: {
    ...onEntity<LeadTimeDocument, BuyerEvent | AccountEvent>({
      RiskSignalRaised: (doc, event) => {
        const { kind, observedOn } = event.data;
        const after = alerted(doc, event, observedOn);
        return kind === 'insolvency_filing' ? defaulted(after, event, observedOn) : after;
      },
      CountryAlertRaised: (doc, event) => alerted(doc, event, event.data.from),
      InvoiceWrittenOff: (doc, event) => defaulted(doc, event, event.data.writtenOffOn),
    }),
    ClaimFiled: {
      keys: ({ seller, data }) => [key(seller, data.buyerId)],
      fold: (doc, event) => defaulted(doc, event, event.data.filedOn),
    },
  },
});

/** How long the seller was warned before its buyers defaulted: one document a buyer. */
export const leadTimes: Projection<LeadTimeDocument> = {
  ...byType,
  documents: (event) => [
    ...byType.documents(event),
    ...crossedIn(event)
      .slice(0, 1)
      .map(() => entityKey(event)),
  ],
  apply: (doc, event, _id) => {
    const after = byType.apply(doc, event, _id);
    const [crossed] = crossedIn(event);
    return crossed ? alerted(after, event, crossed.on) : after;
  },
};
