import {
  fileOn,
  type AccountEvent,
  type BuyerEvent,
  type BuyerFact,
  type BuyerFile,
  type CalendarDate,
  type ClaimEvent,
  type FileFields,
  type Grade,
  type MergesEvent,
} from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { crossedIn } from '../alerts/crossed';
import { entityKey, key, onEntity, projection, type Projection } from '../kernel';

/** What the file says from a day on, and why. */
export interface RecordedUpdate {
  readonly effectiveOn: CalendarDate;
  readonly reason: string;
  readonly fields: Partial<FileFields>;
}

/** A buyer's file. Its own fields are as of all that is recorded, however far ahead; `updates` tell what counts on a day. */
export interface BuyerDocument extends BuyerFile, FileFields {
  readonly seller: string;
  readonly recordedAt: string;
  readonly registeredOn: CalendarDate;
  /** As it was opened. */
  readonly opened: BuyerFile;
  /** In the order of recording, as are the lists below. */
  readonly updates: readonly RecordedUpdate[];
  readonly facts: readonly BuyerFact[];
  readonly scores: readonly { readonly scoredOn: CalendarDate; readonly grade: Grade }[];
  readonly overrides: readonly { readonly grade: Grade; readonly validFrom: CalendarDate; readonly validTo: CalendarDate }[];
  readonly plan?: { readonly everyDays: number; readonly from: CalendarDate };
  readonly lastCheckedOn?: CalendarDate;
  /** The kept one, when this file is a duplicate; and the files that are duplicates of this one. */
  readonly mergedInto?: string;
  readonly duplicates?: readonly string[];
  /** The day of the first alert, and of the first insolvency signal, write-off or claim. */
  readonly firstAlertOn?: CalendarDate;
  readonly defaultedOn?: CalendarDate;
}

const EVER: CalendarDate = '9999-12-31';

const updated = (doc: BuyerDocument, update: RecordedUpdate): BuyerDocument => {
  const updates = [...doc.updates, update];
  return { ...doc, ...fileOn({ file: doc.opened, updates }, EVER), updates };
};

const earlier = (a: CalendarDate | undefined, b: CalendarDate): CalendarDate => (a !== undefined && a < b ? a : b);

const alerted = (doc: BuyerDocument | undefined, on: CalendarDate): BuyerDocument | undefined =>
  doc && { ...doc, firstAlertOn: earlier(doc.firstAlertOn, on) };

const defaulted = (doc: BuyerDocument | undefined, on: CalendarDate): BuyerDocument | undefined =>
  doc && { ...doc, defaultedOn: earlier(doc.defaultedOn, on) };

const byEvent = projection<BuyerDocument, BuyerEvent | MergesEvent | AccountEvent | ClaimEvent>()({
  name: 'buyers',
  version: 2,
  indexes: [{ key: { seller: 1, country: 1 } }, { key: { seller: 1, mergedInto: 1 } }],
  on: {
    ...onEntity<BuyerDocument, BuyerEvent | AccountEvent>({
      BuyerRegistered: (_none, { seller, recordedAt, data: { registeredOn = recordedAt.slice(0, 10), ...file } }) => ({
        seller,
        recordedAt,
        ...file,
        registeredOn,
        opened: file,
        updates: [],
        facts: [],
        scores: [],
        overrides: [],
      }),
      BuyerUpdated: (doc, { data: { effectiveOn, reason, ...fields } }) => doc && updated(doc, { effectiveOn, reason, fields }),
      BuyerFactRecorded: (doc, { data }) =>
        doc && {
          ...doc,
          facts: [...doc.facts.filter(({ fact, asOf }) => fact !== data.fact || asOf !== data.asOf), data],
        },
      BuyerScored: (doc, { data: { scoredOn, grade } }) => doc && { ...doc, scores: [...doc.scores, { scoredOn, grade }] },
      GradeOverridden: (doc, { data: { grade, validFrom, validTo } }) =>
        doc && { ...doc, overrides: [...doc.overrides, { grade, validFrom, validTo }] },
      MonitoringPlanSet: (doc, { data: { everyDays, from } }) => doc && { ...doc, plan: { everyDays, from } },
      MonitoringCheckCompleted: (doc, { data: { checkedOn } }) =>
        doc && { ...doc, lastCheckedOn: checkedOn > (doc.lastCheckedOn ?? '') ? checkedOn : doc.lastCheckedOn },
      RiskSignalRaised: (doc, { data: { kind, observedOn } }) =>
        kind === 'insolvency_filing' ? defaulted(alerted(doc, observedOn), observedOn) : alerted(doc, observedOn),
      CountryAlertRaised: (doc, { data }) => alerted(doc, data.from),
      InvoiceWrittenOff: (doc, { data }) => defaulted(doc, data.writtenOffOn),
    }),
    BuyersMerged: {
      keys: ({ seller, data }) => [key(seller, data.buyerId), key(seller, data.duplicateId)],
      fold: (doc, { data: { buyerId, duplicateId } }) =>
        doc &&
        (doc.buyerId === buyerId
          ? { ...doc, duplicates: [...(doc.duplicates ?? []), duplicateId] }
          : { ...doc, mergedInto: buyerId }),
    },
    ClaimFiled: {
      keys: ({ seller, data }) => [key(seller, data.buyerId)],
      fold: (doc, { data }) => defaulted(doc, data.filedOn),
    },
  },
});

/** The day of the first alert that an event raised by crossing a level. */
const firstCrossing = (event: RecordedEvent): CalendarDate | undefined => crossedIn(event)[0]?.on;

/** Who is sold to, where they are, and what is known of them. */
export const buyers: Projection<BuyerDocument> = {
  ...byEvent,
  documents: (event) => [...byEvent.documents(event), ...(firstCrossing(event) === undefined ? [] : [entityKey(event)])],
  apply: (doc, event, _id) => {
    const after = byEvent.apply(doc, event, _id);
    const crossedOn = firstCrossing(event);
    return crossedOn === undefined ? after : alerted(after, crossedOn);
  },
};
