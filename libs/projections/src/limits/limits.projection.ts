import type { AccountEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { onEntity, projection } from '../kernel';
import { decided, temporaryAmount, type LimitDecision, type TemporaryAmount } from './limit-history';

/** Every decision on a buyer's limit and every amount on top of it, in the order of recording. */
export interface LimitsDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly currency?: string;
  readonly decisions: readonly LimitDecision[];
  readonly temporary: readonly TemporaryAmount[];
}

/** Of a buyer whose limit nobody decided on. */
export const blank = ({ seller, entity }: Pick<RecordedEvent, 'seller' | 'entity'>): LimitsDocument => ({
  seller,
  buyer: entity,
  decisions: [],
  temporary: [],
});

/** Who may owe how much, from when to when. */
export const limits = projection<LimitsDocument, AccountEvent>()({
  name: 'limits',
  version: 2,
  on: onEntity({
    LimitGranted: (doc, event) => withDecision(doc ?? blank(event), event, event.data.amount.currency),
    LimitIncreased: (doc, event) => withDecision(doc ?? blank(event), event, event.data.amount.currency),
    LimitReduced: (doc, event) => withDecision(doc ?? blank(event), event, event.data.amount.currency),
    LimitWithdrawn: (doc, event) => withDecision(doc ?? blank(event), event),
    LimitDecided: (doc, event) =>
      event.data.effect === 'none' ? doc : withDecision(doc ?? blank(event), event, event.data.amount.currency),
    TemporaryLimitGranted: (doc, event) => {
      const before = doc ?? blank(event);
      const { amount } = event.data;
      const temporary = [...before.temporary, temporaryAmount(event)];
      return { ...before, currency: before.currency ?? amount.currency, temporary };
    },
  }),
});

const withDecision = (doc: LimitsDocument, event: Parameters<typeof decided>[1], currency?: string): LimitsDocument => ({
  ...doc,
  currency: doc.currency ?? currency,
  decisions: decided(doc.decisions, event),
});
