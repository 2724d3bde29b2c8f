import { loadConfig } from './config';
import { ConfigError } from './config-error';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the settings', () => {
  it('have a default each', () =>
    expect(loadConfig({})).toEqual({ port: 3000, host: '127.0.0.1', dataDir: './data', timezone: 'UTC', logLevel: 'info' }));

  it('come from the environment', () =>
    expect(
      loadConfig({
        PORT: '0',
        HOST: '::1',
        USANCE_DATA_DIR: '/var/lib/usance',
        USANCE_EVENTSTORE_URL: 'esdb://store:2113?tls=false',
        USANCE_MONGODB_URL: 'mongodb://documents:27017',
        USANCE_BUSINESS_DAY: '2013-01-01',
        USANCE_TIMEZONE: 'Europe/Berlin',
        LOG_LEVEL: 'debug',
      }),
    ).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/var/lib/usance',
      eventStoreUrl: 'esdb://store:2113?tls=false',
      mongodbUrl: 'mongodb://documents:27017',
      businessDay: '2013-01-01',
      timezone: 'Europe/Berlin',
      logLevel: 'debug',
    }));

  it('may be empty, which is absent', () => expect(loadConfig({ USANCE_BUSINESS_DAY: '', PORT: '' }).port).toBe(3000));

  it.each([
    ['PORT', '70000'],
    ['PORT', '3e3'],
    ['USANCE_EVENTSTORE_URL', 'http://store'],
    ['USANCE_MONGODB_URL', 'mongodb://'],
    ['USANCE_BUSINESS_DAY', '2026-02-30'],
    ['USANCE_TIMEZONE', 'Berlin'],
    ['LOG_LEVEL', 'loud'],
    ['USANCE_ALLOW_UNAUTHENTICATED', 'true'],
  ])('refuse %s=%s', (name, value) => expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`${name} is`)]));

  it('name every problem at once, and unknown names', () => {
    const problems = problemsOf({ PORT: 'x', LOG_LEVEL: 'x', USANCE_COLOUR: 'red', UNRELATED: 'x' });
    expect(problems).toHaveLength(3);
    expect(problems[2]).toContain('USANCE_COLOUR is no setting');
  });

  it('let what the tests use pass', () => expect(problemsOf({ USANCE_SAMPLE_CSV: 'invoices.csv' })).toEqual([]));

  it('keep to loopback until it is said that nobody is asked who they are', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('USANCE_ALLOW_UNAUTHENTICATED must be "yes"')]);
    expect(problemsOf({ HOST: '127.0.0.2' })).toEqual([]);
    expect(loadConfig({ HOST: '0.0.0.0', USANCE_ALLOW_UNAUTHENTICATED: 'yes' }).host).toBe('0.0.0.0');
  });

  it('do not take a name for loopback because it begins like it', () =>
    expect(problemsOf({ HOST: '127.example.org' })).toHaveLength(1));
});
