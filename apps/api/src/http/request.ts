import type { Type } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { below, fault, InvalidRequest, type Fault } from './fault';
import { unknownFields } from './rules';

/** A field of a request class: what is at fault with a value of it, in the light of the whole request. */
export interface Field {
  readonly faults: (value: unknown, request: object) => readonly Fault[];
  readonly fromText?: (text: string) => unknown;
  /** As OpenAPI tells it. */
  readonly schema: object;
  readonly optional: boolean;
  readonly means?: string;
}

const registry = new WeakMap<object, Map<string, Field>>();
const namesOf = new WeakMap<object, readonly string[]>();

/** Keeps a field beside its class, inherited ones with it. */
export const remember =
  (field: Field): PropertyDecorator =>
  (prototype, name) => {
    const own = registry.get(prototype) ?? new Map(registry.get(Object.getPrototypeOf(prototype) as object));
    registry.set(prototype, own.set(String(name), field));
  };

/** The fields of a request class, by name. */
export const fieldsOf = (type: Type<object>): ReadonlyMap<string, Field> => {
  const own = registry.get(type.prototype as object) ?? registry.get(Object.getPrototypeOf(type.prototype) as object);
  if (!own) throw new Error(`${type.name} has no fields`);
  return own;
};

const knownNames = (type: Type<object>): readonly string[] => {
  const known = namesOf.get(type) ?? [...fieldsOf(type).keys()];
  namesOf.set(type, known);
  return known;
};

/** Only own fields that are known are taken over: `__proto__` and the like never are. */
const instantiate = <Request extends object>(type: Type<Request>, body: object): Request => {
  const request = new type();
  for (const name of knownNames(type)) if (Object.hasOwn(body, name)) request[name as keyof Request] = body[name as never];
  return request;
};

const OPTIONS = { forbidUnknownValues: false, validationError: { target: false, value: false } };
const MOST_FAULTS = 100;

/** Every fault of a body that should be such a request, up to a hundred. */
export const faultsOf = (type: Type<object>, body: unknown): readonly Fault[] => {
  if (!isObject(body)) return fault('WRONG_TYPE', 'Send a JSON object.');
  return faultsIn(type, body, instantiate(type, body));
};

const faultsIn = (type: Type<object>, body: object, request: object): readonly Fault[] => {
  const unknown = unknownFields(body, knownNames(type));
  const wrong = validateSync(request, OPTIONS);
  if (wrong.length === 0) return unknown;
  const fields = fieldsOf(type);
  const faults = wrong.flatMap(({ property }) =>
    (fields.get(property)?.faults(request[property as never], request) ?? []).map((each) => ({
      ...each,
      path: below(property, each.path),
    })),
  );
  return [...unknown, ...faults].slice(0, MOST_FAULTS);
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON body as a request of the class. Refused, 400, with every fault by its path; `body` when it is no object at all. */
export const readBody = <Request extends object>(type: Type<Request>, body: unknown): Request => {
  if (!isObject(body)) throw new InvalidRequest(fault('WRONG_TYPE', 'Send a JSON object.', 'body'));
  const request = instantiate(type, body);
  const faults = faultsIn(type, body, request);
  if (faults.length > 0) throw new InvalidRequest(faults);
  return request;
};

/** The parameters of a query string as a request of the class. */
export const readQuery = <Request extends object>(
  type: Type<Request>,
  parameters: Readonly<Record<string, unknown>>,
): Request => {
  const fields = fieldsOf(type);
  const values = Object.entries(parameters).map(([name, value]): [string, unknown] => {
    const fromText = fields.get(name)?.fromText;
    return [name, fromText && typeof value === 'string' ? fromText(value) : value];
  });
  return readBody(type, Object.fromEntries(values));
};
