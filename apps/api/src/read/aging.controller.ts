import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { aging, AGING_MODELS, type AgingAnswer, type AgingBasis, type AgingBy } from '@usance/projections';
import { Buckets, Id, Instant, OneOf } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { queryHandler } from './query-handler';
import { AsOf, dayOf, pageAsked, TableQuery } from './read-query';

const BASES = ['dueDate', 'invoiceDate'] as const;
const BY = ['buyer', 'country', 'currency', 'invoice'] as const;
const BUCKETS = [30, 60, 90, 120];

export class AgingQuery extends TableQuery {
  @AsOf()
  asOf?: string;

  @Instant({ optional: true, means: 'Leaves out what was recorded later.' })
  knownAt?: string;

  @OneOf(BASES, { optional: true, default: 'dueDate', means: 'What age counts from.' })
  basis?: AgingBasis;

  @OneOf(BY, { optional: true, default: 'buyer' })
  by?: AgingBy;

  @Buckets({ optional: true, default: '30,60,90,120', means: 'The last day of each bucket.' })
  buckets?: number[];

  @Id({ optional: true, means: 'Only this buyer.' })
  buyer?: string;
}

class AgingTotal {
  @shown.currency()
  currency!: string;

  @shown.amounts({ means: 'Open invoice amounts, in the order of buckets.' })
  amounts!: string[];

  @shown.amount({ means: 'The part of amounts that is in dispute.' })
  disputed!: string;

  @shown.amount({ means: 'Cash and credit notes not yet allocated: negative.', example: '-5.00' })
  unapplied!: string;

  @shown.amount({ means: 'The sum of amounts and unapplied.' })
  total!: string;
}

class AgingRow extends AgingTotal {
  @shown.text({ means: 'A buyer, a country, a currency, or the id of an invoice, payment or credit note.', example: 'B7' })
  key!: string;

  @shown.text({ optional: true, means: 'By invoice: whose it is.' })
  buyer?: string;
}

class AgingTable implements AgingAnswer {
  @shown.position()
  position!: string;

  @shown.day()
  asOf!: string;

  @shown.instant({ optional: true })
  knownAt?: string;

  @shown.word(BASES)
  basis!: AgingBasis;

  @shown.word(BY)
  by!: AgingBy;

  @shown.texts({ example: ['notDue', '1-30', '31-60', '61-90', '91-120', '121+'] })
  buckets!: string[];

  @shown.list(AgingRow)
  rows!: AgingRow[];

  @shown.list(AgingTotal, { means: 'Of all rows, not of the page.' })
  totals!: AgingTotal[];

  @shown.nextCursor()
  nextCursor?: string;
}

export const agingHandler = queryHandler(AgingQuery, AGING_MODELS, async (query, { models, today }) => {
  const { seller, asOf, knownAt, basis = 'dueDate', by = 'buyer', buckets = BUCKETS, buyer } = query;
  const input = { asOf: await dayOf(asOf, today), knownAt, basis, by, buckets, buyer, ...pageAsked(query) };
  return aging(models, seller, input);
});

@Controller('v1/sellers/:seller')
@ApiTags('read models')
export class AgingController {
  constructor(private readonly queries: QueryBus) {}

  @Get('aging')
  @Table<AgingAnswer>(({ buckets }) => [
    'key',
    'buyer',
    'currency',
    ...buckets.map((title, index) => [title, ({ amounts }: AgingAnswer['rows'][number]) => amounts[index]] as const),
    'disputed',
    'unapplied',
    'total',
  ])
  @describeQuery(AgingQuery, {
    id: 'aging',
    summary: 'What is owed on a day, by age: as of any day, and as it was known at any moment.',
    answer: AgingTable,
    table: true,
  })
  aging(@Asked(AgingQuery) query: AgingQuery): Promise<AgingAnswer> {
    return this.queries.execute(query);
  }
}
