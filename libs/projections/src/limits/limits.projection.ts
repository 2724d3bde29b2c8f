import type { AccountEvent } from '@usance/domain';
import type { RecordedEvent } from '@usance/event-store';
import { onEntity, projection } from '../kernel';
import { decided, type LimitDecision } from './limit-history';

/** Every decision on a buyer's limit, in the order of recording. */
export interface LimitsDocument {
  readonly seller: string;
  readonly buyer: string;
  readonly currency?: string;
  readonly decisions: readonly LimitDecision[];
}

const blank = ({ seller, entity }: RecordedEvent): LimitsDocument => ({ seller, buyer: entity, decisions: [] });

/** Who may owe how much, from when to when. */
export const limits = projection<LimitsDocument, AccountEvent>()({
  name: 'limits',
  version: 1,
  on: onEntity({
    LimitGranted: (doc, event) => withDecision(doc ?? blank(event), event, event.data.amount.currency),
    LimitIncreased: (doc, event) => doc && withDecision(doc, event),
    LimitReduced: (doc, event) => doc && withDecision(doc, event),
    LimitWithdrawn: (doc, event) => doc && withDecision(doc, event),
  }),
});

const withDecision = (doc: LimitsDocument, event: Parameters<typeof decided>[1], currency = doc.currency): LimitsDocument => ({
  ...doc,
  currency,
  decisions: decided(doc.decisions, event),
});
