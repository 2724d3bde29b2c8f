import { isCalendarDate, type CalendarDate } from '@usance/domain';
import { ValidateBy, ValidateIf, validateSync } from 'class-validator';
import { isIP } from 'node:net';
import { LOG_LEVELS, type LogLevel } from '../logging/logger';
import { ConfigError } from './config-error';

/** The settings of a process, checked. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** `esdb://…`; the embedded event store when absent. */
  readonly eventStoreUrl?: string;
  /** `mongodb://…`; the embedded document server when absent. */
  readonly mongodbUrl?: string;
  /** The business day, when it stands still until it is moved. */
  readonly businessDay?: CalendarDate;
  /** IANA time zone whose calendar the business day follows otherwise. */
  readonly timezone: string;
  readonly logLevel: LogLevel;
}

const setting = (name: string, test: (value: string, settings: Settings) => boolean, message: string): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value, args) => typeof value === 'string' && test(value, args?.object as Settings),
      defaultMessage: () => `${name} ${message}`,
    },
  });

const unlessAbsent = ValidateIf((_settings, value) => value !== undefined);

const isUrl = (value: string, ...schemes: string[]): boolean =>
  schemes.some((scheme) => value.startsWith(`${scheme}://`) && value.length > scheme.length + 3);

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const isTimezone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** The environment's settings, as text. */
class Settings {
  @setting('PORT', (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'is a port, 0 to 65535.')
  PORT = '3000';

  @setting('HOST', (value) => value !== '' && !/\s/.test(value), 'is a host name or an address.')
  @setting(
    'USANCE_ALLOW_UNAUTHENTICATED',
    (host, { USANCE_ALLOW_UNAUTHENTICATED }) => isLoopback(host) || USANCE_ALLOW_UNAUTHENTICATED === 'yes',
    'must be "yes" to listen on a HOST that is not loopback: nobody is asked who they are yet.',
  )
  HOST = '127.0.0.1';

  @setting('USANCE_DATA_DIR', (value) => value !== '' && !value.includes('\0'), 'is a folder.')
  USANCE_DATA_DIR = './data';

  @unlessAbsent
  @setting(
    'USANCE_EVENTSTORE_URL',
    (value) => isUrl(value, 'esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'),
    'is an address like esdb://host:2113?tls=false.',
  )
  USANCE_EVENTSTORE_URL?: string;

  @unlessAbsent
  @setting(
    'USANCE_MONGODB_URL',
    (value) => isUrl(value, 'mongodb', 'mongodb+srv'),
    'is an address like mongodb://host:27017/usance.',
  )
  USANCE_MONGODB_URL?: string;

  @unlessAbsent
  @setting('USANCE_BUSINESS_DAY', isCalendarDate, 'is a date of the calendar, YYYY-MM-DD.')
  USANCE_BUSINESS_DAY?: string;

  @setting('USANCE_TIMEZONE', isTimezone, 'is an IANA time zone, such as Europe/Berlin.')
  USANCE_TIMEZONE = 'UTC';

  @setting('LOG_LEVEL', (value) => LOG_LEVELS.includes(value as LogLevel), `is one of ${LOG_LEVELS.join(', ')}.`)
  LOG_LEVEL = 'info';

  @unlessAbsent
  @setting('USANCE_ALLOW_UNAUTHENTICATED', (value) => value === 'yes' || value === 'no', 'is yes or no.')
  USANCE_ALLOW_UNAUTHENTICATED?: string;
}

const NAMES = [
  'PORT',
  'HOST',
  'USANCE_DATA_DIR',
  'USANCE_EVENTSTORE_URL',
  'USANCE_MONGODB_URL',
  'USANCE_BUSINESS_DAY',
  'USANCE_TIMEZONE',
  'LOG_LEVEL',
  'USANCE_ALLOW_UNAUTHENTICATED',
] as const satisfies readonly (keyof Settings)[];

/** Names that the tests use and the product ignores. */
const TOLERATED = ['USANCE_SAMPLE_CSV'];

/** Reads the settings. An empty text counts as absent. Throws ConfigError that names every bad value and every unknown `USANCE_…`. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const settings = new Settings();
  for (const name of NAMES) if (env[name]) settings[name] = env[name];
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith('USANCE_') && !([...NAMES, ...TOLERATED] as string[]).includes(name),
  );
  const problems = [
    ...validateSync(settings).flatMap(({ constraints = {} }) => Object.values(constraints)),
    ...unknown.map((name) => `${name} is no setting. Known: ${NAMES.join(', ')}.`),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    port: Number(settings.PORT),
    host: settings.HOST,
    dataDir: settings.USANCE_DATA_DIR,
    eventStoreUrl: settings.USANCE_EVENTSTORE_URL,
    mongodbUrl: settings.USANCE_MONGODB_URL,
    businessDay: settings.USANCE_BUSINESS_DAY,
    timezone: settings.USANCE_TIMEZONE,
    logLevel: settings.LOG_LEVEL as LogLevel,
  };
};
