import type { BuyerEvent, CalendarDate, CountryEvent, CountryEventKind } from '@usance/domain';
import { key, projection, type Effect, type EventWith } from '@usance/projections/kernel';
import {
  AT_ONCE,
  DUE,
  withoutNote,
  type Deadline,
  type DeadlineFields,
  type DeadlineRow,
  type Sending,
  type Sources,
} from './kernel/deadline';

/** Something that happened to a country, and that the buyers there are not yet told of. */
interface Happening extends DeadlineFields {
  readonly country: string;
  readonly eventId: string;
  readonly kind: CountryEventKind;
  readonly from: CalendarDate;
}

/** That a buyer is in a country, or was. */
interface Presence {
  readonly seller: string;
  readonly buyer: string;
  readonly presentIn: string;
}

/** A buyer's file names its country, for the first time or another. */
const present: Effect<Happening | Presence, EventWith<{ readonly country?: string }>> = {
  keys: ({ seller, entity, data: { country } }) => (country === undefined ? [] : [key(seller, 'buyer', entity, country)]),
  fold: (_before, { seller, entity: buyer, data: { country = '' } }) => ({ seller, buyer, presentIn: country }),
};

const keyOf = ({ seller, entity: country, data: { eventId } }: EventWith<{ readonly eventId: string }>): string[] => [
  key(seller, 'event', country, eventId),
];

const rows = projection<Happening | Presence, BuyerEvent | CountryEvent>()({
  name: 'country_alerts',
  version: 1,
  indexes: [DUE, { key: { seller: 1, presentIn: 1 } }],
  on: {
    BuyerRegistered: present,
    BuyerUpdated: present,
    CountryEventRecorded: {
      keys: keyOf,
      fold: (_before, { id: openedBy, seller, data: { country, eventId, kind, from } }) => ({
        seller,
        country,
        eventId,
        kind,
        from,
        sendOn: AT_ONCE,
        status: 'waiting',
        openedBy,
      }),
    },
    CountryAlertsRaised: { keys: keyOf, fold: (row) => row && { ...withoutNote(row as Happening), status: 'done' } },
  },
});

/** To every buyer that is or was there, since its file says which of both when the event began; then to the country. */
async function* tellAll(
  { country, eventId, kind, from }: DeadlineRow<Happening>,
  { known }: Sources<Presence>,
): AsyncGenerator<Sending> {
  let buyers = 0;
  for await (const { buyer } of known({ presentIn: country })) {
    buyers += 1;
    yield { to: buyer, name: 'RaiseCountryAlert', payload: { buyerId: buyer, country, eventId, kind, from } };
  }
  yield { to: country, name: 'CloseCountryAlerts', payload: { country, eventId, buyers } };
}

/** What happens to a country is an alert on the file of every buyer there, at once. */
export const alertBuyersWhenSomethingHappensToTheirCountry: Deadline<Happening, Presence> = {
  name: 'alert-buyers-when-something-happens-to-their-country',
  rows,
  sends: tellAll,
};
