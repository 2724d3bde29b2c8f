import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { COUNTRY_EVENT_KINDS, COUNTRY_GRADES, type CountryEventKind, type CountryHappening } from '@usance/domain';
import {
  COUNTRY_MODELS,
  countries,
  countryOf,
  ONE_COUNTRY_MODELS,
  type CountriesAnswer,
  type CountryAnswer,
  type CountryExposure,
  type CountryRow,
} from '@usance/projections';
import { Country } from '../http/fields';
import { shown } from '../http/shown';
import { Asked, describeQuery } from './asked';
import { Table } from './csv';
import { queryHandler } from './query-handler';
import { pageAsked, ReadQuery, TableQuery } from './read-query';

export class CountriesQuery extends TableQuery {}

export class CountryQuery extends ReadQuery {
  @Country()
  country!: string;
}

class CountryShown implements CountryRow {
  @shown.text({ example: 'BR' })
  country!: string;

  @ApiProperty({ oneOf: [{ type: 'string', enum: [...COUNTRY_GRADES] }, { type: 'null' }], example: 'BB' })
  grade!: CountryRow['grade'];

  @ApiProperty({ oneOf: [{ type: 'integer', minimum: 1, maximum: 4 }, { type: 'null' }], example: 2 })
  level!: number | null;

  @shown.day({ optional: true })
  effectiveOn?: string;

  @shown.text({ optional: true })
  source?: string;

  @shown.flag({ means: 'Whether sanctions stand on the business day.' })
  sanctioned!: boolean;
}

class CountryTable implements CountriesAnswer {
  @shown.position()
  position!: string;

  @shown.list(CountryShown)
  rows!: CountryShown[];

  @shown.nextCursor()
  nextCursor?: string;
}

class Happening implements CountryHappening {
  @shown.text({ example: 'E-1' })
  eventId!: string;

  @shown.word(COUNTRY_EVENT_KINDS)
  kind!: CountryEventKind;

  @shown.day()
  from!: string;

  @shown.day({ optional: true, means: 'The last day.' })
  to?: string;

  @shown.text()
  source!: string;

  @shown.text({ optional: true })
  note?: string;
}

class Owed implements CountryExposure {
  @shown.currency()
  currency!: string;

  @shown.amount()
  open!: string;

  @shown.amount()
  overdue!: string;

  @shown.amount()
  used!: string;
}

class OneCountry extends CountryShown implements CountryAnswer {
  @shown.position()
  position!: string;

  @shown.list(Happening, { means: 'In the order of recording.' })
  events!: Happening[];

  @shown.texts({ means: 'The ids of the buyers there.' })
  buyers!: string[];

  @shown.list(Owed, { means: 'What those buyers owe, a row a currency.' })
  exposure!: Owed[];
}

export const countriesHandler = queryHandler(CountriesQuery, COUNTRY_MODELS, async (query, { models, today }) =>
  countries(models, query.seller, { today: await today(), ...pageAsked(query) }),
);

export const countryHandler = queryHandler(CountryQuery, ONE_COUNTRY_MODELS, async ({ seller, country }, { models, today }) =>
  countryOf(models, seller, { country, today: await today() }),
);

@Controller('v1/sellers/:seller/countries')
@ApiTags('read models')
export class CountriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Table<CountriesAnswer>(['country', 'grade', 'level', 'effectiveOn', 'source', 'sanctioned'])
  @describeQuery(CountriesQuery, {
    id: 'countries',
    summary: 'Countries on the business day, by their codes.',
    answer: CountryTable,
    table: true,
  })
  all(@Asked(CountriesQuery) query: CountriesQuery): Promise<CountriesAnswer> {
    return this.queries.execute(query);
  }

  @Get(':country')
  @describeQuery(CountryQuery, {
    id: 'country',
    summary: 'A country: its rating on the business day, what happened to it, the buyers there and what they owe.',
    answer: OneCountry,
    path: ['country'],
  })
  one(@Asked(CountryQuery) query: CountryQuery): Promise<CountryAnswer> {
    return this.queries.execute(query);
  }
}
