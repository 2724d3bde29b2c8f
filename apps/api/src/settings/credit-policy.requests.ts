import {
  APPROVAL_LEVELS,
  compareDecimals,
  fromWire,
  type Approval,
  type ApprovalLevel,
  type CreditPolicyTerms,
  type Grade,
  type GradeTerms,
  type HoldRules,
  type Money,
  type MoneyJson,
  type PublishCreditPolicy,
  type Thresholds,
  type Wire,
} from '@usance/domain';
import { atLeast, eachOnce, inSequence, openAtTheEnd } from '../http/agreement';
import { fault, NO_FAULTS, type Fault } from '../http/fault';
import {
  Amount,
  Currency,
  Day,
  Days,
  Decimal,
  Decimals,
  Flag,
  Items,
  Nested,
  OneOf,
  Text,
  Texts,
  Whole,
  Wholes,
} from '../http/fields';

const MOST_SECTORS = 100;
const MOST_CLAUSES = 100;

/** What a grade allows. */
export class PolicyGrade implements Wire<GradeTerms> {
  @Whole(1, 10, { means: '1 (best) to 10 (worst).' })
  grade!: Grade;

  @Amount({ zero: true, means: 'The most that a limit of this grade may be.' })
  maxLimit!: MoneyJson;

  @Amount<PolicyGrade>({
    zero: true,
    means: 'The most that a first limit may be; at most maxLimit.',
    agrees: atLeast('initialLimit', 'maxLimit'),
  })
  initialLimit!: MoneyJson;

  @Days({ example: 60, means: 'The longest terms, in days from issue to due date.' })
  maxTermsDays!: number;

  @Whole(1, 3660, { example: 365, means: 'Days from the start of a limit to its review.' })
  reviewEveryDays!: number;
}

/** Up to which amount a level of authority decides. */
export class PolicyApproval implements Wire<Approval> {
  @OneOf(APPROVAL_LEVELS)
  level!: ApprovalLevel;

  @Amount({ optional: true, means: 'All but the last, and only they, have one.' })
  upTo?: MoneyJson;
}

/** What holds an order: each above its figure. */
export class PolicyHold implements Wire<HoldRules> {
  @Days({ example: 30, means: 'Days past due of the oldest open invoice.' })
  oldestOverdueDays!: number;

  @Decimal({ bounds: { least: '0', most: '1' }, example: '0.25', means: 'Overdue as a share of what is open.' })
  overdueShare!: string;

  @Whole(1, 10, { example: 8, means: 'The worst grade that is not held.' })
  worstGrade!: Grade;
}

const rising = (levels: readonly (number | string)[]): readonly Fault[] =>
  inSequence(
    levels,
    (level, before) => compareDecimals(String(level), String(before)) > 0,
    'Each level is above the one before.',
  );

const THREE = { min: 3, max: 3 };

/** Three rising levels of each metric: watch, warning, critical. */
export class PolicyThresholds implements Wire<Thresholds> {
  @Decimals<PolicyThresholds>(
    { ...THREE, above: '0' },
    {
      example: ['0.75', '0.90', '1'],
      means: 'Used as a share of used and available.',
      agrees: ({ utilisation }) => rising(utilisation),
    },
  )
  utilisation!: [string, string, string];

  @Wholes<PolicyThresholds>(
    { ...THREE, least: 1, most: 3660 },
    { example: [1, 15, 30], means: 'Of the oldest open invoice.', agrees: ({ daysOverdue }) => rising(daysOverdue) },
  )
  daysOverdue!: [number, number, number];

  @Decimals<PolicyThresholds>(
    { ...THREE, above: '0' },
    {
      example: ['0.10', '0.25', '0.50'],
      means: 'Overdue as a share of what is open.',
      agrees: ({ overdueShare }) => rising(overdueShare),
    },
  )
  overdueShare!: [string, string, string];

  @Wholes<PolicyThresholds>(
    { ...THREE, least: 1, most: 9 },
    {
      example: [1, 2, 3],
      means: 'Grades lost since the last change of the limit.',
      agrees: ({ gradeDrop }) => rising(gradeDrop),
    },
  )
  gradeDrop!: [number, number, number];
}

/** How often key accounts are looked at, and what an overdue review does. */
export class PolicyReview implements Wire<CreditPolicyTerms['review']> {
  @Whole(1, 3660, { example: 92, means: 'Days between reviews of a key account, at most.' })
  keyAccountDays!: number;

  @Flag({ means: 'Whether an overdue review freezes the line.' })
  freezeWhenOverdue!: boolean;
}

/** How often the buyers of a sector are looked at. */
export class PolicyMonitoring implements Wire<CreditPolicyTerms['monitoring'][number]> {
  @Text({ example: '*', means: 'As in the buyer’s file; `*`: all that are not named.' })
  sector!: string;

  @Whole(1, 3660, { example: 90 })
  everyDays!: number;
}

/** The clauses that a contract must have. */
export class PolicyContract implements Wire<CreditPolicyTerms['contract']> {
  @Texts({ max: MOST_CLAUSES }, { example: ['retention of title'] })
  required!: string[];

  @OneOf(['warn', 'hold'], { means: 'What an order without them meets.' })
  onMissing!: 'warn' | 'hold';
}

export class PublishCreditPolicyRequest implements Wire<PublishCreditPolicy> {
  @Day({ example: '2026-01-01', means: 'The first day on which it counts.' })
  publishedOn!: string;

  @Currency({ means: 'ISO 4217; of all amounts of the policy.' })
  currency!: string;

  @Items<PublishCreditPolicyRequest>(PolicyGrade, 10, {
    means: 'All ten grades.',
    agrees: ({ grades, currency }) => [
      ...allTen(grades),
      ...grades.flatMap(({ maxLimit, initialLimit }, index) => [
        ...inCurrency(currency, maxLimit, `[${index}].maxLimit`),
        ...inCurrency(currency, initialLimit, `[${index}].initialLimit`),
      ]),
    ],
  })
  grades!: PolicyGrade[];

  @Items<PublishCreditPolicyRequest>(PolicyApproval, APPROVAL_LEVELS.length, {
    min: 1,
    means: 'Who decides up to which amount: levels and amounts rise, and the last has no end.',
    agrees: ({ approvals, currency }) => [
      ...openAtTheEnd(approvals),
      ...approvals.flatMap(({ upTo }, index) => (upTo ? inCurrency(currency, upTo, `[${index}].upTo`) : NO_FAULTS)),
      ...inSequence(approvals, isHigher, 'Each level is above the one before.', 'level'),
      ...inSequence(approvals, reachesFurther, 'Each amount is above the one before.', 'upTo'),
    ],
  })
  approvals!: PolicyApproval[];

  @Flag({ means: 'Whether a request above the cap is cut to it, or referred.' })
  partialGrants!: boolean;

  @Nested(PolicyHold)
  hold!: PolicyHold;

  @Nested(PolicyThresholds)
  thresholds!: PolicyThresholds;

  @Decimal({
    bounds: { least: '0', below: '1' },
    example: '0.05',
    means: 'How far below a level a metric falls until the level is armed again, as a share of the level.',
  })
  hysteresis!: string;

  @Nested(PolicyReview)
  review!: PolicyReview;

  @Days({ example: 60, means: 'Orders to be shipped within so many days take credit.' })
  orderHorizonDays!: number;

  @Items<PublishCreditPolicyRequest>(PolicyMonitoring, MOST_SECTORS, {
    agrees: ({ monitoring }) => eachOnce(monitoring, 'sector'),
  })
  monitoring!: PolicyMonitoring[];

  @Nested(PolicyContract)
  contract!: PolicyContract;
}

const allTen = (grades: readonly PolicyGrade[]): readonly Fault[] => {
  const twice = eachOnce(grades, 'grade');
  const missing = Array.from({ length: 10 }, (_, index) => index + 1).filter((each) =>
    grades.every(({ grade }) => grade !== each),
  );
  return twice.length > 0 || missing.length === 0
    ? twice
    : fault('REQUIRED', `Send all ten grades. Missing: ${missing.join(', ')}.`);
};

const inCurrency = (currency: unknown, { currency: given }: MoneyJson, path: string): readonly Fault[] =>
  typeof currency !== 'string' || given === currency
    ? NO_FAULTS
    : fault('CURRENCY_DIFFERS', 'It must be in the currency of the policy.', `${path}.currency`);

const isHigher = (one: PolicyApproval, before: PolicyApproval): boolean =>
  APPROVAL_LEVELS.indexOf(one.level) > APPROVAL_LEVELS.indexOf(before.level);

/** Of amounts of one currency only; that they are is said elsewhere. */
const reachesFurther = ({ upTo }: PolicyApproval, { upTo: before }: PolicyApproval): boolean =>
  upTo?.currency !== before?.currency || !upTo || !before || fromWire<Money>(upTo).minor > fromWire<Money>(before).minor;
