import { createLogger } from './logger';

/** As the driver's: it carries all that was to be written, and the state of every server. */
class MongoBulkWriteError extends Error {
  override readonly name = 'MongoBulkWriteError';
  readonly code = 11000;
  readonly writeErrors = [{ err: { op: { payload: 'x'.repeat(100_000) } } }];
  readonly result = { insertedIds: Array.from({ length: 1000 }, (_, id) => ({ id })) };
}

const logged = (fields: object): Record<string, unknown> => {
  const lines: string[] = [];
  createLogger('info', 'api', { write: (line) => void lines.push(line) }).error(fields, 'said');
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
};

describe('the log', () => {
  it.each(['err', 'error'])('says of an error, as %s, what it is and where it came from, and nothing that it carries', (key) => {
    const error = new MongoBulkWriteError('duplicate key', { cause: new Error('two at once') });
    expect(logged({ [key]: error, stream: 'account-acme.B1' })).toMatchObject({
      stream: 'account-acme.B1',
      [key]: {
        type: 'MongoBulkWriteError',
        message: 'duplicate key: two at once',
        code: 11000,
        stack: expect.stringMatching(/logger\.spec\.ts[^]*caused by: Error: two at once/),
      },
    });
    expect(Object.keys(logged({ [key]: error })[key] as object).sort()).toEqual(['code', 'message', 'stack', 'type']);
  });

  it('says what else was thrown as it is', () => expect(logged({ err: 'no error' })).toMatchObject({ err: 'no error' }));
});
