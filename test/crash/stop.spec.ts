import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endOfStranger, endStranger, freePort, start, startScript, USANCE } from '../support/process';
import { eventually } from '../support/eventually';
import { removeFolder, temporaryFolder, type Endpoints } from '../support/system';

describe('a system that is told to stop', () => {
  it('ends in order, also when a Ctrl-C reaches it twice, as npm passes it on', async () => {
    const dataDir = await temporaryFolder();
    const up = start(USANCE, ['up'], { PORT: String(await freePort()), USANCE_DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
    await eventually('usance is up', () => up.output().includes('Usance is up'));
    process.kill(up.pid, 'SIGINT');
    await eventually('it has begun to stop', () => !existsSync(join(dataDir, 'endpoints.json')));
    expect(await up.end('SIGINT')).toBe(0);
    await removeFolder(dataDir);
  }, 30_000);

  it('leaves nothing behind when only the npm that runs it is told', async () => {
    const dataDir = await temporaryFolder();
    const npm = startScript('start', { PORT: String(await freePort()), USANCE_DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
    await eventually('usance is up', () => npm.output().includes('Usance is up'));
    const { pids } = JSON.parse(await readFile(join(dataDir, 'endpoints.json'), 'utf8')) as Endpoints;
    process.kill(npm.pid, 'SIGTERM');
    try {
      for (const pid of Object.values(pids)) await endOfStranger(pid);
    } finally {
      await endStranger(pids.up, 'SIGKILL');
    }
    expect(existsSync(join(dataDir, 'endpoints.json'))).toBe(false);
    await removeFolder(dataDir);
  }, 60_000);
});
