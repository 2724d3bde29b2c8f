import { hash } from 'node:crypto';
import { toWire } from '@usance/domain';

/**
 * The id of a command's n-th event: the same command on the same stream always gives the same ids, so that an append sent twice
 * at the same revision is one append. A name-based UUID (RFC 9562, version 5).
 */
export const eventId = (stream: string, commandId: string, index: number): string =>
  nameUuid(`${stream}\n${commandId}\n${index}`);

/** A UUID of version 5 made of a name. */
export const nameUuid = (name: string): string => {
  const hex = hash('sha1', `usance\n${name}`, 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** SHA-256 of a command's name and input, whatever the order of its fields. Tells a repeat from a key used twice. */
export const inputHash = (name: string, payload: Readonly<Record<string, unknown>>): string =>
  hash('sha256', name + JSON.stringify(toWire(payload), sortedKeys), 'base64url');

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
