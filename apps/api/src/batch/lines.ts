import { isUtf8 } from 'node:buffer';

/** A line of the request by its number, from 1; blank lines are counted and left out. No text: it cannot be read, and why. */
export interface Line {
  readonly number: number;
  readonly text?: string;
  readonly unreadable?: 'too_long' | 'not_utf8';
}

/** Bytes of one line. What is longer is passed over without being kept. */
export const LINE_LIMIT = 65_536;
const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines, those of each chunk together. Holds one unfinished line, never more than the limit. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, limit = LINE_LIMIT): AsyncGenerator<readonly Line[]> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;

  const add = (part: Buffer): void => {
    length += part.length;
    if (length > limit) parts = [];
    else if (part.length > 0) parts.push(part);
  };

  const take = (): Line | undefined => {
    const line = length > limit ? { number, unreadable: 'too_long' as const } : readLine(number, Buffer.concat(parts));
    parts = [];
    length = 0;
    number += 1;
    return line;
  };

  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, end));
      const line = take();
      if (line) lines.push(line);
      from = end + 1;
    }
    add(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  const last = length > 0 ? take() : undefined;
  if (last) yield [last];
}

const readLine = (number: number, bytes: Buffer): Line | undefined => {
  if (!isUtf8(bytes)) return { number, unreadable: 'not_utf8' };
  const text = bytes.toString('utf8').trim();
  return text === '' ? undefined : { number, text };
};
