import { fromWire, type Money, type MoneyJson } from '@usance/domain';
import { below, fault, NO_FAULTS, type Fault } from './fault';
import { amount } from './rules';

type Agreement<Request> = (request: Request) => readonly Fault[];

/** The day in `later` must not lie before the day in `earlier`; either may be absent. */
export const inOrder =
  <Request>(earlier: keyof Request & string, later: keyof Request & string): Agreement<Request> =>
  (request) => {
    const [first, last]: [unknown, unknown] = [request[earlier], request[later]];
    return typeof first === 'string' && typeof last === 'string' && last < first
      ? fault('WRONG_ORDER', `${later} must not lie before ${earlier}.`)
      : NO_FAULTS;
  };

/** The money must be in the currency that another field names. */
export const inCurrencyOf =
  <Request>(currency: keyof Request & string, money: keyof Request & string): Agreement<Request> =>
  (request) => {
    const [wanted, given]: [unknown, unknown] = [request[currency], request[money]];
    return typeof wanted === 'string' &&
      typeof given === 'object' &&
      given !== null &&
      'currency' in given &&
      given.currency !== wanted
      ? fault('CURRENCY_DIFFERS', `It must be in the ${currency} of the request.`, 'currency')
      : NO_FAULTS;
  };

const readAmount = amount({ zero: true });

/** The money in a field; undefined when there is none that can be read. */
export const moneyIn = (value: unknown): Money | undefined =>
  readAmount(value).length === 0 ? fromWire<Money>(value as MoneyJson) : undefined;

/** The money of a field must not be less than that of another, of the same currency; either may be absent. */
export const atLeast =
  <Request>(lower: keyof Request & string, upper: keyof Request & string): Agreement<Request> =>
  (request) => {
    const [least, given] = [moneyIn(request[lower]), moneyIn(request[upper])];
    return least && given && least.currency === given.currency && given.minor < least.minor
      ? fault('WRONG_ORDER', `${upper} must not be less than ${lower}.`)
      : NO_FAULTS;
  };

/** Each item of a list must come after the one before it; `part`: the field of the item by which it does. */
export const inSequence = <Item>(
  items: readonly Item[],
  comesAfter: (item: Item, before: Item) => boolean,
  detail: string,
  part = '',
): readonly Fault[] =>
  items.flatMap((item, index) =>
    index === 0 || comesAfter(item, items[index - 1] as Item)
      ? NO_FAULTS
      : fault('WRONG_ORDER', detail, below(`[${index}]`, part)),
  );

/** All items of a list but the last have an end, `upTo`. */
export const openAtTheEnd = (items: readonly { readonly upTo?: unknown }[]): readonly Fault[] =>
  items.flatMap(({ upTo }, index) => {
    const last = index === items.length - 1;
    if (last === (upTo === undefined)) return NO_FAULTS;
    return last
      ? fault('NOT_ALLOWED', 'The last has no end. Leave it out.', `[${index}].upTo`)
      : fault('REQUIRED', 'Only the last has no end. Send it.', `[${index}].upTo`);
  });

/** A field of the items of a list names each thing once. */
export const eachOnce = <Item>(items: readonly Item[], part: keyof Item & string): readonly Fault[] => {
  const named = items.map((item) => item[part]);
  return named.flatMap((name, index) =>
    named.indexOf(name) < index ? fault('DUPLICATE', 'It appears twice. Name each once.', `[${index}].${part}`) : NO_FAULTS,
  );
};

/** The field must be there when the condition holds. */
export const neededWhen =
  <Request>(name: keyof Request & string, condition: (request: Request) => boolean, detail: string): Agreement<Request> =>
  (request) =>
    request[name] === undefined && condition(request) ? fault('REQUIRED', detail) : NO_FAULTS;

/** The field must not be there when the condition holds. */
export const unwantedWhen =
  <Request>(name: keyof Request & string, condition: (request: Request) => boolean, detail: string): Agreement<Request> =>
  (request) =>
    request[name] !== undefined && condition(request) ? fault('NOT_ALLOWED', detail) : NO_FAULTS;

/** The money of the field must be more than zero, unless the condition holds. */
export const positiveUnless =
  <Request>(name: keyof Request & string, condition: (request: Request) => boolean): Agreement<Request> =>
  (request) =>
    moneyIn(request[name])?.minor === 0n && !condition(request)
      ? fault('NOT_POSITIVE', 'Send more than zero.', 'amount')
      : NO_FAULTS;

/** The list must name something, unless the money of another field is zero. */
export const namedUnlessZero =
  <Request>(list: keyof Request & string, amount: keyof Request & string): Agreement<Request> =>
  (request) =>
    (request[list] as readonly unknown[]).length === 0 && moneyIn(request[amount])?.minor !== 0n
      ? fault('OUT_OF_RANGE', `Name at least one, or send ${amount} 0.00.`)
      : NO_FAULTS;

/** The first agreement that is broken. */
export const all =
  <Request>(...agreements: readonly Agreement<Request>[]): Agreement<Request> =>
  (request) =>
    agreements.map((agreement) => agreement(request)).find((faults) => faults.length > 0) ?? NO_FAULTS;
