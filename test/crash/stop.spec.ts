import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, start, USANCE } from '../support/process';
import { eventually } from '../support/eventually';
import { removeFolder, temporaryFolder } from '../support/system';

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
});
