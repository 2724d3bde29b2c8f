import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usance } from '../support/process';
import { removeFolder, startSystem, temporaryFolder, type System } from '../support/system';

describe('a start on a data directory', () => {
  let dataDir: string;
  let system: System | undefined;
  beforeEach(async () => (dataDir = await temporaryFolder()));
  afterEach(async () => {
    await system?.stop();
    system = undefined;
    await removeFolder(dataDir);
  });

  const leave = (text: string) => writeFile(join(dataDir, 'endpoints.json'), text);
  /** What a system leaves that was killed, when another program has its number now. */
  const stale = () => JSON.stringify({ http: 'http://127.0.0.1:9', eventstore: '', mongodb: '', pids: { up: process.pid } });

  it.each([
    ['is damaged', () => '{"http":'],
    ['says something else', () => 'null'],
    ['names a process that is no system', stale],
  ])(
    'is not held up by an endpoints.json that %s',
    async (_how, text) => {
      await leave(text());
      system = await startSystem({ dataDir });
      expect((await system.endpoints()).http).toBe(system.url);
    },
    60_000,
  );

  it('is refused while a system runs there, also when its endpoints.json is damaged', async () => {
    system = await startSystem({ dataDir });
    const settings = { USANCE_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
    expect(await usance(['up'], settings)).toEqual({
      code: 1,
      output: expect.stringContaining(`A system runs on ${dataDir} already: ${system.url}`),
    });
    await leave('{');
    expect(await usance(['up'], settings)).toEqual({ code: 1, output: expect.stringContaining('is in use by process') });
    expect(await usance(['day', '--data-dir', dataDir])).toEqual({
      code: 1,
      output: expect.stringContaining(`${join(dataDir, 'endpoints.json')} cannot be read`),
    });
  }, 60_000);
});
