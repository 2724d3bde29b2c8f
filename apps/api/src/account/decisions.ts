import {
  money,
  type LimitDecided,
  type LimitRequested,
  type OrderOutcome,
  type OrderSubmitted,
  type RequestOutcome,
} from '@usance/domain';
import type { Says } from '../commands/requests-for';
import { Money } from '../http/fields';
import { shown } from '../http/shown';

/** Why a decision came out as it did. */
export class DecisionReason {
  @shown.text({ example: 'LIMIT_EXCEEDED' })
  code!: string;

  @shown.any({ means: 'The figures that the rule looked at.' })
  facts!: object;
}

/** Money that may be below zero. */
export class SignedMoney {
  @shown.amount()
  amount!: string;

  @shown.currency()
  currency!: string;
}

/** What every decision rests on. */
class Decision {
  @shown.list(DecisionReason, { means: 'All that apply.' })
  reasons!: readonly object[];

  @shown.count({ means: 'The version of the credit policy that governed; 0: what is built in.' })
  policyVersion!: number;

  @shown.grade({ means: "The buyer's on the day; null: none." })
  grade!: number | null;
}

/** What was decided on an order. */
export class OrderDecisionAnswer extends Decision {
  @shown.word(['approve', 'refer', 'decline'], {
    means: 'approve takes credit; refer holds the order and takes none; decline ends it.',
  })
  outcome!: OrderOutcome;

  @shown.one(SignedMoney, { means: 'Before the order.' })
  available!: object;

  @shown.position({ means: 'Of the newest event that was read.' })
  position!: string;
}

/** What the answer of SubmitOrder tells beside its events. */
export class OrderAnswer {
  @shown.one(OrderDecisionAnswer)
  decision!: object;
}

export const orderDecision: Says<OrderAnswer> = {
  told: OrderAnswer,
  from: ([submitted]) => {
    const { outcome, reasons, policyVersion, grade, available, position } = (submitted as OrderSubmitted).data.decision;
    return { decision: { outcome, reasons, policyVersion, grade, available, position } };
  },
};

/** What the policy decided on a request. */
export class RequestDecisionAnswer extends Decision {
  @shown.word(['approved', 'partly_approved', 'refused', 'referred'], { means: 'referred waits for DecideLimit.' })
  outcome!: RequestOutcome;

  @shown.one(Money, { means: 'What was granted; zero when refused or referred.' })
  amount!: object;

  @shown.count({ means: 'The longest terms that were granted, in days.' })
  termsDays!: number;
}

/** What the answer of RequestLimit tells beside its events. */
export class RequestAnswer {
  @shown.one(RequestDecisionAnswer)
  decision!: object;
}

export const requestDecision: Says<RequestAnswer> = {
  told: RequestAnswer,
  from: (events) => {
    const [{ data: requested }] = events as readonly [LimitRequested];
    const decided = events.find((event): event is LimitDecided => event.type === 'LimitDecided')?.data;
    const { reasons, policyVersion, grade } = requested;
    return {
      decision: {
        outcome: decided?.outcome ?? 'referred',
        amount: decided?.amount ?? money(0n, requested.amount.currency),
        termsDays: decided?.termsDays ?? 0,
        reasons,
        policyVersion,
        grade,
      },
    };
  },
};
