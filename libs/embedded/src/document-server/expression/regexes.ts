import { refuse } from '../errors';
import { toRegExp } from '../query/regex';
import { doc } from '../values/doc';
import { typeName } from '../values/names';
import { Maybe, Regex, Value } from '../values/types';
import { named, Operators } from './compile';

type Arguments = Readonly<Record<string, Maybe>>;

const textOf = (v: Maybe, field: string, code: number, name: string): string | undefined => {
  if (v === null || v === undefined) return undefined;
  return typeof v === 'string' ? v : refuse(code, `${name} needs '${field}' to be of type string, not ${typeName(v)}`);
};

/** The input and the compiled pattern, or undefined when either is null. */
const prepare = (
  { input, regex, options }: Arguments,
  name: string,
  flags: string,
): { text: string; pattern: RegExp } | undefined => {
  const text = textOf(input, 'input', 51104, name);
  const chosen = textOf(options, 'options', 51106, name);
  const given = regex instanceof Regex ? regex : textOf(regex, 'regex', 51105, name);
  if (text === undefined || given === undefined) return undefined;
  if (!(given instanceof Regex)) return { text, pattern: toRegExp(given, chosen ?? '', flags) };
  if (given.options !== '' && chosen)
    refuse(51107, `${name} found regex option(s) specified in both 'regex' and 'option' fields`);
  return { text, pattern: toRegExp(given.pattern, chosen || given.options, flags) };
};

const found = (match: RegExpMatchArray): Value =>
  doc({
    match: match[0],
    idx: [...(match.input ?? '').slice(0, match.index)].length,
    captures: match.slice(1).map((group) => (group as string | undefined) ?? null),
  });

/** `$regexMatch`, `$regexFind` and `$regexFindAll`. */
export const regexOperators: Operators = {
  $regexMatch: named(['input', 'regex'], ['options'], (values, name) => {
    const given = prepare(values, name, '');
    return given ? given.pattern.test(given.text) : false;
  }),
  $regexFind: named(['input', 'regex'], ['options'], (values, name) => {
    const given = prepare(values, name, '');
    const match = given && given.pattern.exec(given.text);
    return match ? found(match) : null;
  }),
  $regexFindAll: named(['input', 'regex'], ['options'], (values, name) => {
    const given = prepare(values, name, 'g');
    return given ? [...given.text.matchAll(given.pattern)].map(found) : [];
  }),
};
