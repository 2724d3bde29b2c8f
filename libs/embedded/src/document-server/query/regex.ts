import { refuse } from '../errors';
import { Maybe, Regex } from '../values/types';

const EXTENDED = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\s+|#[^\n]*/g;

/** Translates the pattern dialect: the options i, m, s, x, u, and an inline `(?i)` at the beginning. */
export const toRegExp = (source: string, options: string, flags = ''): RegExp => {
  let pattern = source;
  let all = options;
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  if (inline) {
    pattern = pattern.slice(inline[0].length);
    all += inline[1];
  }
  let js = flags;
  for (const option of new Set(all)) {
    if (option === 'i' || option === 'm' || option === 's') js += option;
    else if (option === 'x') pattern = pattern.replace(EXTENDED, (part) => (/^[\s#]/.test(part) ? '' : part));
    else if (option !== 'u') refuse(51108, `invalid flag in regex options: ${option}`);
  }
  pattern = pattern
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\(\?P</g, '(?<');
  try {
    return new RegExp(pattern, `${js}u`);
  } catch {
    // Escapes such as `\-` are errors with the u flag only.
  }
  try {
    return new RegExp(pattern, js);
  } catch (error) {
    return refuse(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
};

/** Tests strings against the pattern; a stored regular expression passes when it is the same one. */
export const regexTest = (regex: Regex): ((v: Maybe) => boolean) => {
  const compiled = toRegExp(regex.pattern, regex.options);
  return (v) =>
    typeof v === 'string' ? compiled.test(v) : v instanceof Regex && v.pattern === regex.pattern && v.options === regex.options;
};
