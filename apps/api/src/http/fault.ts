/** What is wrong with a value: where, below the value itself (`''`, `currency`, `[3].invoiceId`), which fault, and what to do about it. */
export interface Fault {
  readonly path: string;
  readonly code: FaultCode;
  readonly detail: string;
}

/** The faults that `errors[].code` of a 400 problem can name. */
export const FAULT_CODES = [
  'CONTROL_CHARACTER',
  'COUNTRY_UNKNOWN',
  'CURRENCY_DIFFERS',
  'CURRENCY_NEEDED',
  'CURRENCY_UNKNOWN',
  'CURSOR_UNKNOWN',
  'DUPLICATE',
  'LINE_TOO_LONG',
  'MALFORMED_HEADER',
  'MALFORMED_JSON',
  'MALFORMED_PATH',
  'MALFORMED_REQUEST',
  'NOT_ALLOWED',
  'NOT_A_DATE',
  'NOT_A_DECIMAL',
  'NOT_AN_ID',
  'NOT_ONE_OF',
  'NOT_POSITIVE',
  'OUT_OF_RANGE',
  'REQUIRED',
  'TOO_LONG',
  'TOO_MANY_DIGITS',
  'UNKNOWN_FIELD',
  'WRONG_ORDER',
  'WRONG_TYPE',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

export const NO_FAULTS: readonly Fault[] = [];

export const fault = (code: FaultCode, detail: string, path = ''): readonly Fault[] => [{ path, code, detail }];

/** The path of a part: `amount` + `currency` is `amount.currency`, `allocations` + `[0].invoiceId` is `allocations[0].invoiceId`. */
export const below = (name: string, path: string): string => {
  if (path === '') return name;
  return name === '' || path.startsWith('[') ? name + path : `${name}.${path}`;
};

/** The request says something that cannot be meant: HTTP 400, with every fault and its field. */
export class InvalidRequest extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ path, detail }) => `${path}: ${detail}`).join(' '));
    this.name = 'InvalidRequest';
  }
}
