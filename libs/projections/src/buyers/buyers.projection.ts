import {
  fileOn,
  type BuyerEvent,
  type BuyerFact,
  type BuyerFile,
  type CalendarDate,
  type FileFields,
  type Grade,
  type MergesEvent,
} from '@usance/domain';
import { key, onEntity, projection } from '../kernel';

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
}

const EVER: CalendarDate = '9999-12-31';

const updated = (doc: BuyerDocument, update: RecordedUpdate): BuyerDocument => {
  const updates = [...doc.updates, update];
  return { ...doc, ...fileOn({ file: doc.opened, updates }, EVER), updates };
};

/** Who is sold to, where they are, and what is known of them. */
export const buyers = projection<BuyerDocument, BuyerEvent | MergesEvent>()({
  name: 'buyers',
  version: 2,
  indexes: [{ key: { seller: 1, country: 1 } }, { key: { seller: 1, mergedInto: 1 } }],
  on: {
    ...onEntity<BuyerDocument, BuyerEvent>({
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
    }),
    BuyersMerged: {
      keys: ({ seller, data }) => [key(seller, data.buyerId), key(seller, data.duplicateId)],
      fold: (doc, { data: { buyerId, duplicateId } }) =>
        doc &&
        (doc.buyerId === buyerId
          ? { ...doc, duplicates: [...(doc.duplicates ?? []), duplicateId] }
          : { ...doc, mergedInto: buyerId }),
    },
  },
});
