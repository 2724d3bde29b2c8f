import { fault, NO_FAULTS, type Fault } from './fault';

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

/** The first agreement that is broken. */
export const all =
  <Request>(...agreements: readonly Agreement<Request>[]): Agreement<Request> =>
  (request) =>
    agreements.map((agreement) => agreement(request)).find((faults) => faults.length > 0) ?? NO_FAULTS;
