import { createHash } from 'node:crypto';
import { toWire } from '@usance/domain';

/**
 * The id of a command's n-th event: the same command on the same stream always gives the same ids, so that an append sent twice
 * at the same revision is one append. A name-based UUID (RFC 9562, version 5).
 */
export const eventId = (stream: string, commandId: string, index: number): string =>
  nameUuid(`${stream}\n${commandId}\n${index}`);

/** A UUID of version 5 made of a name. */
export const nameUuid = (name: string): string => {
  const bytes = createHash('sha1').update('usance\n').update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** SHA-256 of a command's name and input, whatever the order of its fields. Tells a repeat from a key used twice. */
export const inputHash = (name: string, payload: Readonly<Record<string, unknown>>): string =>
  createHash('sha256')
    .update(name)
    .update(JSON.stringify(toWire(payload), sortedKeys))
    .digest('base64url');

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
