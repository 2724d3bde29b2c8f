import { randomUUID } from 'node:crypto';
import type { ResolvedEvent } from '../reading/links';
import type { StoredEvent } from '../storage/record';
import { fieldSize, varintSize, Writer } from '../wire/writer';
import { field, streamIdentifier } from './answers';

const NOTHING = Buffer.alloc(0);

export const confirmation = (): Buffer => field(2, field(1, Buffer.from(randomUUID())));
export const caughtUp: Buffer = field(8, NOTHING);
export const streamNotFound = (stream: string): Buffer => field(4, field(1, streamIdentifier(stream)));

const numbers = (first: number, second: number): Buffer => {
  const w = new Writer(24);
  w.number(0x08, first);
  w.number(0x10, second);
  return w.written();
};

export const checkpoint = (position: number): Buffer => field(3, numbers(position, position));

export const lastStreamPosition = (revision: number): Buffer => {
  const w = new Writer(12);
  w.number(0x30, revision);
  return w.written();
};

export const lastAllPosition = (position: number): Buffer => field(7, numbers(position, position));

const recordedSize = (event: StoredEvent): number =>
  3 + varintSize(event.revision) + 2 * varintSize(event.position) + event.fields.length;

const recorded = (w: Writer, tag: number, event: StoredEvent, size: number): void => {
  w.number(tag, size);
  w.number(0x18, event.revision);
  w.number(0x20, event.position);
  w.number(0x28, event.position);
  w.raw(event.fields);
};

/** An event on its way to a reader. */
export const readEvent = ({ event, link }: ResolvedEvent): Buffer => {
  const position = (link ?? event)?.position ?? 0;
  const eventSize = event ? recordedSize(event) : 0;
  const linkSize = link ? recordedSize(link) : 0;
  const size = (event ? fieldSize(eventSize) : 0) + (link ? fieldSize(linkSize) : 0) + 1 + varintSize(position);
  const w = new Writer(fieldSize(size));
  w.number(0x0a, size);
  if (event) recorded(w, 0x0a, event, eventSize);
  if (link) recorded(w, 0x12, link, linkSize);
  w.number(0x18, position);
  return w.written();
};
