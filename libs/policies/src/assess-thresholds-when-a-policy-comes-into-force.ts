import { latest, type AccountEvent, type SettingsEvent } from '@usance/domain';
import { entityKey, key, projection, type Effect } from '@usance/projections/kernel';
import { DUE, type Deadline, type DeadlineFields, type DeadlineRow, type Sending, type Sources } from './kernel/deadline';

/** A version of the credit policy that waits for its day. */
interface Version extends DeadlineFields {
  readonly version: number;
}

/** An account with something to measure: a limit, a security, or an invoice that is or was overdue. */
interface Measured {
  readonly is: 'measured';
  readonly seller: string;
  readonly buyer: string;
}

const measured: Effect<Version | Measured> = {
  keys: (event) => [entityKey(event)],
  fold: (before, { seller, entity: buyer }) => (before ? undefined : { is: 'measured', seller, buyer }),
};

const rows = projection<Version | Measured, AccountEvent | SettingsEvent>()({
  name: 'policies_to_assess',
  version: 1,
  indexes: [DUE, { key: { seller: 1, is: 1 } }],
  on: {
    LimitGranted: measured,
    LimitDecided: measured,
    SecurityRecorded: measured,
    InvoiceFellOverdue: measured,
    CreditPolicyPublished: {
      keys: ({ seller, data: { version } }) => [key(seller, 'policy', String(version))],
      fold: (_none, { id: openedBy, seller, data: { version, publishedOn, recordedOn } }) => ({
        seller,
        version,
        sendOn: latest(publishedOn, recordedOn),
        status: 'waiting',
        openedBy,
      }),
    },
  },
});

async function* assessAll({ sendOn }: DeadlineRow<Version>, { known }: Sources<Measured>): AsyncGenerator<Sending> {
  for await (const { buyer } of known({ is: 'measured' }))
    yield { to: buyer, name: 'AssessThresholds', payload: { buyerId: buyer, today: sendOn } };
}

/** On the day from which a credit policy counts, the thresholds of every account are assessed by its levels. */
export const assessThresholdsWhenAPolicyComesIntoForce: Deadline<Version, Measured> = {
  name: 'assess-thresholds-when-a-policy-comes-into-force',
  rows,
  sends: assessAll,
  idle: true,
};
