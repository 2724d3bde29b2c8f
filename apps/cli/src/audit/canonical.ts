import { createHash } from 'node:crypto';

/** A document's hash, whatever the order of its fields; absent fields count as none, numbers of any width by their value. */
export const canonicalHash = (document: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(document)))
    .digest('base64url');

const canonical = (value: unknown): unknown => {
  if (typeof value === 'bigint' || typeof value === 'number') return { number: String(value) };
  if (value instanceof Date) return { instant: value.toISOString() };
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, canonical(field)]));
};
