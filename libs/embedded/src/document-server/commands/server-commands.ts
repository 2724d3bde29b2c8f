import { refuse } from '../errors';
import { doc, Doc, EMPTY_DOC } from '../values/doc';
import { truthy } from '../values/numbers';
import { MAX_DOCUMENT } from '../values/write';
import { MAX_MESSAGE } from '../wire';
import type { Command, Context } from './command';

/** The server whose behaviour this one follows. */
const VERSION = '8.0.0';
const WIRE_VERSION = 25;

const hello = (command: Doc, { connection }: Context): Doc => {
  const primary = command.shape.names[0] === 'hello' ? { isWritablePrimary: true } : { ismaster: true };
  return doc({
    helloOk: truthy(command.get('helloOk')) ? true : undefined,
    ...primary,
    maxBsonObjectSize: MAX_DOCUMENT,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  });
};

const HELLO_FIELDS = [
  'helloOk',
  'client',
  'compression',
  'topologyVersion',
  'maxAwaitTimeMS',
  'speculativeAuthenticate',
  'saslSupportedMechs',
  'loadBalanced',
  'backpressure',
  'hello',
  'isMaster',
  'ismaster',
];

const buildInfo = (): Doc =>
  doc({
    version: VERSION,
    gitVersion: 'usance-document-server',
    versionArray: VERSION.split('.').map(Number).concat(0),
    modules: [],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT,
    storageEngines: ['usance'],
    ok: 1,
  });

const fine = (): Doc => doc({ ok: 1 });
const notSupported = (what: string) => (): Doc => refuse(20, what);

/** The commands about the server and its connections. */
export const serverCommands: Readonly<Record<string, Command>> = {
  hello: { fields: HELLO_FIELDS, run: hello },
  isMaster: { fields: HELLO_FIELDS, run: hello },
  ismaster: { fields: HELLO_FIELDS, run: hello },
  ping: { fields: [], run: fine },
  buildInfo: { fields: [], run: buildInfo },
  buildinfo: { fields: [], run: buildInfo },
  endSessions: { fields: [], run: fine },
  killSessions: { fields: [], run: fine },
  connectionStatus: {
    fields: ['showPrivileges'],
    run: () => doc({ authInfo: doc({ authenticatedUsers: [], authenticatedUserRoles: [] }), ok: 1 }),
  },
  whatsmyuri: { fields: [], run: () => doc({ you: '127.0.0.1', ok: 1 }) },
  getLog: { fields: [], run: () => doc({ totalLinesWritten: 0, log: [], ok: 1 }) },
  hostInfo: { fields: [], run: () => doc({ system: EMPTY_DOC, os: EMPTY_DOC, extra: EMPTY_DOC, ok: 1 }) },
  commitTransaction: {
    fields: ['recoveryToken'],
    run: notSupported('Transaction numbers are only allowed on a replica set member or mongos'),
  },
  abortTransaction: {
    fields: ['recoveryToken'],
    run: notSupported('Transaction numbers are only allowed on a replica set member or mongos'),
  },
};
