import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { StoredEvent } from '../storage/record';

/** Which events of all a reader wants, and how often a subscription hears how far it has come. */
export interface Filter {
  matches(event: StoredEvent): boolean;
  /** How many events are looked at before a checkpoint may be due. */
  readonly window: number;
  readonly interval: number;
}

const DEFAULT_WINDOW = 32;

/** A regular expression as .NET has it, if it means the same here; else an error. */
const toPattern = (regex: string): RegExp => {
  try {
    return new RegExp(regex, 'u');
  } catch (error) {
    // Without the flag any escaped letter would pass for itself; .NET's own, like \A, must not.
    if (/\\[^\W_bBdDfnrsStvwW\d]/.test(regex)) throw error;
    return new RegExp(regex);
  }
};

const matcher = (expression: ReadReq.Options.FilterOptions.Expression): ((text: string) => boolean) => {
  const regex = expression.getRegex();
  if (regex !== '') {
    const pattern = toPattern(regex);
    return (text) => pattern.test(text);
  }
  const prefixes = expression.getPrefixList();
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
};

/** Throws when the expression is not well formed. */
export const readFilter = (options: ReadReq.Options.FilterOptions): Filter => {
  const byStream = options.getStreamIdentifier();
  const byType = options.getEventType();
  const window = options.hasMax() ? Math.max(1, options.getMax()) : DEFAULT_WINDOW;
  const interval = window * Math.max(1, options.getCheckpointintervalmultiplier());
  if (byStream) {
    const isWanted = matcher(byStream);
    return { matches: (event) => isWanted(event.stream), window, interval };
  }
  if (!byType) throw new Error('the filter names neither streams nor event types');
  const isWanted = matcher(byType);
  return { matches: (event) => isWanted(event.type), window, interval };
};
