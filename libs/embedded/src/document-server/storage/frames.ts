import { crc32 } from 'node:zlib';
import type { LogFile } from './file';

/*
 * The log is a header and frames. A frame is what one fdatasync made durable: magic, length, sequence number, checksum, then BSON
 * documents. Each frame was durable before the next was begun, so a broken frame with an intact one behind it is damage, not a crash.
 */

export const HEADER = Buffer.from('USANCE-DOCLOG-1\n');
const MAGIC = 0x4c445355;
const MAGIC_BYTES = Buffer.from([0x55, 0x53, 0x44, 0x4c]);
export const FRAME_HEAD = 16;
const WINDOW = 4 * 1024 * 1024;

/** A frame around the payload. */
export const frame = (payload: readonly Buffer[], sequence: number): Buffer => {
  const length = payload.reduce((sum, part) => sum + part.length, 0);
  const out = Buffer.allocUnsafe(FRAME_HEAD + length);
  out.writeUInt32LE(MAGIC, 0);
  out.writeUInt32LE(length, 4);
  out.writeUInt32LE(sequence >>> 0, 8);
  let at = FRAME_HEAD;
  for (const part of payload) {
    out.set(part, at);
    at += part.length;
  }
  out.writeUInt32LE(checksum(out), 12);
  return out;
};

const checksum = (whole: Buffer): number => crc32(whole.subarray(FRAME_HEAD), crc32(whole.subarray(0, 12)));

/** Reads a frame at a position: its payload and sequence number, or undefined when there is no intact one. */
export const readFrame = async (
  file: LogFile,
  position: number,
  size: number,
): Promise<{ payload: Buffer; sequence: number } | undefined> => {
  const head = Buffer.alloc(FRAME_HEAD);
  if (position + FRAME_HEAD > size || (await file.read(head, position)) < FRAME_HEAD || head.readUInt32LE(0) !== MAGIC)
    return undefined;
  const length = head.readUInt32LE(4);
  if (position + FRAME_HEAD + length > size) return undefined;
  const whole = Buffer.allocUnsafe(FRAME_HEAD + length);
  if ((await file.read(whole, position)) < whole.length || checksum(whole) !== whole.readUInt32LE(12)) return undefined;
  return { payload: whole.subarray(FRAME_HEAD), sequence: whole.readUInt32LE(8) };
};

/** Looks for an intact frame anywhere behind a position; answers where, or -1. */
export const findFrame = async (file: LogFile, from: number, size: number): Promise<number> => {
  const window = Buffer.alloc(WINDOW);
  for (let start = from; start < size; start += WINDOW - MAGIC_BYTES.length) {
    const read = await file.read(window, start);
    const bytes = window.subarray(0, read);
    for (let at = bytes.indexOf(MAGIC_BYTES); at >= 0; at = bytes.indexOf(MAGIC_BYTES, at + 1))
      if (await readFrame(file, start + at, size)) return start + at;
  }
  return -1;
};
