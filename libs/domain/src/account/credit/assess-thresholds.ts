import type { CalendarDate } from '../../shared';
import type { DecideAccount } from '../account';
import { assess } from './assess';

/**
 * Looks at the thresholds on a day on which a metric moves though nothing happened on the account: by the day, or by a duplicate. Nothing
 * to do when no level did. Sent by the system.
 */
export interface AssessThresholds {
  readonly buyerId: string;
  readonly today: CalendarDate;
}

export const assessThresholds: DecideAccount<AssessThresholds> = (account, { today }, facts) =>
  assess(account, today, facts) ? [{ type: 'ThresholdsAssessed', data: { today } }] : [];
