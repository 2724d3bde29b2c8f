import type { Behaviour, Grade, MoneyJson, PublishLimitRule, Wire } from '@usance/domain';
import type { Merged } from '../commands/requests-for';
import { all, atLeast, neededWhen, unwantedWhen } from '../http/agreement';
import { fault, NO_FAULTS, type Fault } from '../http/fault';
import { Amount, Day, Days, Decimal, Flag, Id, Ids, Nested, OneOf, Whole, Wholes } from '../http/fields';

const MOST_BUYERS = 10_000;
const MOST_MONTHS = 60;
const KINDS = ['index_linked', 'behaviour'] as const;

type Kind = (typeof KINDS)[number];
type Field = keyof PublishLimitRuleRequest;
type Agreement = (rule: PublishLimitRuleRequest) => readonly Fault[];

/** The field belongs to rules of one kind: they need it, others do not have it. */
const of = (kind: Kind, name: Field): Agreement =>
  all<PublishLimitRuleRequest>(
    neededWhen(name, (rule) => rule.kind === kind, `A rule of kind ${kind} needs it.`),
    unwantedWhen(
      name,
      (rule) => rule.kind !== kind && KINDS.includes(rule.kind),
      `Only a rule of kind ${kind} has it. Leave it out.`,
    ),
  );

const inCurrencyOfBase =
  (name: 'floor' | 'cap'): Agreement =>
  ({ base, [name]: given }) => {
    const wanted: unknown = base?.currency;
    return typeof wanted === 'string' && given && given.currency !== wanted
      ? fault('CURRENCY_DIFFERS', 'It must be in the currency of the base.', 'currency')
      : NO_FAULTS;
  };

/** After how many good months a limit is raised. */
export class GoodMonths implements Wire<Behaviour['after']> {
  @Whole(1, MOST_MONTHS, { example: 6, means: 'Whole months before the first of the month.' })
  months!: number;

  @Days({ example: 5, means: 'Raised when the buyer paid at most so many days late.' })
  maxDaysBeyondTerms!: number;
}

export class PublishLimitRuleRequest implements Wire<Merged<PublishLimitRule>> {
  @Id({ example: 'copper' })
  ruleId!: string;

  @Day({ example: '2026-01-01', means: 'The first day on which it counts.' })
  publishedOn!: string;

  @OneOf(KINDS, { means: 'Whether limits follow an index, or how their buyers pay.' })
  kind!: Kind;

  @Ids(
    { min: 1, max: MOST_BUYERS },
    { optional: true, means: 'index_linked: whose limits.', agrees: of('index_linked', 'buyerIds') },
  )
  buyerIds?: string[];

  @Id({ optional: true, example: 'LME-CU', means: 'index_linked: the index.', agrees: of('index_linked', 'index') })
  index?: string;

  @Decimal({
    optional: true,
    bounds: { above: '0' },
    example: '8500.00',
    means: 'index_linked: the value at which the limit is the base.',
    agrees: of('index_linked', 'indexBase'),
  })
  indexBase?: string;

  @Amount({ optional: true, means: 'index_linked: the limit when the index is indexBase.', agrees: of('index_linked', 'base') })
  base?: MoneyJson;

  @Amount({
    optional: true,
    zero: true,
    means: 'index_linked: the least that the limit may be.',
    agrees: all<PublishLimitRuleRequest>(of('index_linked', 'floor'), inCurrencyOfBase('floor')),
  })
  floor?: MoneyJson;

  @Amount({
    optional: true,
    means: 'index_linked: the most that the limit may be.',
    agrees: all<PublishLimitRuleRequest>(of('index_linked', 'cap'), inCurrencyOfBase('cap'), atLeast('floor', 'cap')),
  })
  cap?: MoneyJson;

  @Wholes(
    { min: 1, max: 10, least: 1, most: 10 },
    { optional: true, example: [1, 2, 3], means: 'behaviour: whose limits, by grade.', agrees: of('behaviour', 'grades') },
  )
  grades?: Grade[];

  @Nested(GoodMonths, { optional: true, means: 'behaviour: when a limit is raised.', agrees: of('behaviour', 'after') })
  after?: GoodMonths;

  @Decimal({
    optional: true,
    bounds: { above: '0' },
    example: '0.20',
    means: 'behaviour: by which share of the limit it is raised.',
    agrees: of('behaviour', 'raiseBy'),
  })
  raiseBy?: string;

  @Days({
    optional: true,
    example: 30,
    means: 'behaviour: reduced when the buyer paid more than so many days late; at least after.maxDaysBeyondTerms.',
    agrees: all<PublishLimitRuleRequest>(of('behaviour', 'whenDaysBeyondTerms'), ({ after, whenDaysBeyondTerms = 0 }) =>
      whenDaysBeyondTerms < Number(after?.maxDaysBeyondTerms)
        ? fault('WRONG_ORDER', 'The same buyer would be raised and reduced: send at least after.maxDaysBeyondTerms.')
        : NO_FAULTS,
    ),
  })
  whenDaysBeyondTerms?: number;

  @Decimal({
    optional: true,
    bounds: { above: '0', most: '1' },
    example: '0.50',
    means: 'behaviour: by which share of the limit it is reduced.',
    agrees: of('behaviour', 'reduceBy'),
  })
  reduceBy?: string;

  @Flag({ means: 'Whether what the rule proposes is applied at once.' })
  autoApply!: boolean;
}
