import { gradeOn, updatesOn, type BuyerFact, type CalendarDate, type GradeOnDay } from '@usance/domain';
import { key, type ReadModels } from '../kernel';
import { buyers, type BuyerDocument } from './buyers.projection';

/** What is known, where from, and of which day. */
export interface Known<Value = string> {
  readonly value: Value;
  readonly source: string;
  readonly asOf: CalendarDate;
}

/** A grade and where it comes from; until its last day, when a person set it. */
export interface GradeShown {
  readonly value: number | null;
  readonly source: GradeOnDay['source'] | 'none';
  readonly until?: CalendarDate;
}

/** A buyer's file as of a day. */
export interface FileAnswer {
  readonly position: string;
  readonly buyerId: string;
  readonly legalName: Known;
  readonly country: Known;
  readonly registrationId?: Known;
  readonly sector?: Known;
  readonly groupId?: Known;
  readonly keyAccount: Known<boolean>;
  readonly facts: Readonly<Record<string, Known>>;
  readonly grade: GradeShown;
  readonly registeredOn: CalendarDate;
  readonly mergedInto?: string;
  readonly duplicates: readonly string[];
}

/** The read models that buyers are answered from. */
export const BUYER_MODELS: readonly string[] = [buyers.name];

/** A buyer's file, every value with its source and its day; undefined when the buyer is not registered. */
export const fileOf = async (
  models: ReadModels,
  seller: string,
  { buyerId, today }: { buyerId: string; today: CalendarDate },
): Promise<FileAnswer | undefined> => {
  const { collection, position } = await models.open<BuyerDocument>(buyers);
  const document = await collection.findOne({ _id: key(seller, buyerId) });
  if (!document) return undefined;
  const { registeredOn, mergedInto, duplicates = [] } = document;
  return {
    position: position.toString(),
    buyerId,
    ...saidOn(document, today),
    facts: factsOn(document.facts, today),
    grade: gradeShown(gradeOn(document, today)),
    registeredOn,
    ...(mergedInto !== undefined && { mergedInto }),
    duplicates,
  };
};

/** What the file says on a day: as it was opened, and each update with its reason as the source. */
const saidOn = ({ opened, registeredOn, updates }: BuyerDocument, day: CalendarDate) => {
  const known = (fields: object, source: string, asOf: CalendarDate): object =>
    Object.fromEntries(Object.entries(fields).map(([name, value]): [string, Known<unknown>] => [name, { value, source, asOf }]));
  const { buyerId: _id, ...fields } = opened;
  const said = [
    known({ keyAccount: false, ...fields }, 'registration', registeredOn),
    ...updatesOn(updates, day).map((update) => known(update.fields, update.reason, update.effectiveOn)),
  ];
  return Object.assign({}, ...said) as Pick<
    FileAnswer,
    'legalName' | 'country' | 'registrationId' | 'sector' | 'groupId' | 'keyAccount'
  >;
};

const factsOn = (facts: readonly BuyerFact[], day: CalendarDate): Record<string, Known> => {
  const oldestFirst = facts
    .filter(({ asOf }) => asOf <= day)
    .toSorted((a, b) => (a.asOf < b.asOf ? -1 : Number(a.asOf > b.asOf)));
  return Object.fromEntries(oldestFirst.map(({ fact, ...known }) => [fact, known]));
};

/** A grade as answers give it. */
export const gradeShown = (grade: GradeOnDay | undefined): GradeShown => {
  if (!grade) return { value: null, source: 'none' };
  const { grade: value, source, until } = grade;
  return { value, source, ...(until !== undefined && { until }) };
};
