/** `account-acme.B7`: category, seller and the entity's id. A seller's name has no dot, a category no dash. */
export const streamName = (category: string, seller: string, entity: string): string => `${category}-${seller}.${entity}`;

/** The parts of a stream's name; undefined for a stream that is none of ours. */
export const parseStream = (stream: string): { category: string; seller: string; entity: string } | undefined => {
  const dash = stream.indexOf('-');
  const dot = stream.indexOf('.', dash);
  if (dash <= 0 || dot <= dash + 1 || dot === stream.length - 1) return undefined;
  return { category: stream.slice(0, dash), seller: stream.slice(dash + 1, dot), entity: stream.slice(dot + 1) };
};
