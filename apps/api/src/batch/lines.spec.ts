import fc from 'fast-check';
import { linesOf, type Line } from './lines';

async function* chunks(...parts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}

const read = async (source: AsyncIterable<Buffer>, limit?: number): Promise<Line[]> => {
  const lines: Line[] = [];
  for await (const group of linesOf(source, limit)) lines.push(...group);
  return lines;
};

describe('the lines of a stream', () => {
  it('are numbered from 1, blank ones counted and left out', async () =>
    expect(await read(chunks('a\n\n \r\nb\r\n'))).toEqual([
      { number: 1, text: 'a' },
      { number: 4, text: 'b' },
    ]));

  it('may be cut anywhere, in the middle of a letter too', async () => {
    const bytes = Buffer.from('Größe\n☃𝒜\nx');
    const cut = [...bytes].map((byte) => Buffer.from([byte]));
    expect(await read(chunks(...cut))).toEqual([
      { number: 1, text: 'Größe' },
      { number: 2, text: '☃𝒜' },
      { number: 3, text: 'x' },
    ]);
  });

  it('that are too long are told and passed over, the next one is read', async () =>
    expect(await read(chunks('12345\n', '1234', '56\n', '123456'), 5)).toEqual([
      { number: 1, text: '12345' },
      { number: 2, unreadable: 'too_long' },
      { number: 3, unreadable: 'too_long' },
    ]));

  it('that are not UTF-8 are told', async () =>
    expect(await read(chunks(Buffer.from([0xff, 0x0a]), 'x\n'))).toEqual([
      { number: 1, unreadable: 'not_utf8' },
      { number: 2, text: 'x' },
    ]));

  it('of an empty stream are none', async () => expect(await read(chunks(''))).toEqual([]));

  it('are the same however the stream is cut', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', ' ', '\n') })), async (parts) => {
        const whole = Buffer.from(parts.join(''));
        const expected = whole
          .toString()
          .split('\n')
          .map((text, index) => ({ number: index + 1, text: text.trim() }))
          .filter(({ text }) => text !== '');
        expect(await read(chunks(...parts))).toEqual(expected);
      }),
    ));
});
