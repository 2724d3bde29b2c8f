import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './lock';

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  lock = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true }));

const alive = process.ppid;
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('the lock of a folder', () => {
  it('is one at a time, in a process too, and leaves nothing behind', () => {
    const unlock = lockFolder(folder);
    expect(readFileSync(lock, 'latin1')).toMatch(new RegExp(`^${process.pid} `));
    expect(() => lockFolder(folder)).toThrow('in use by this process');
    unlock();
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a living process is kept', () => {
    writeFileSync(lock, `${alive} \n`);
    expect(() => lockFolder(folder)).toThrow(`in use by process ${alive}`);
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it.each([
    ['of a dead process', () => `${deadPid()} 1\n`],
    ['of a process whose number another has now', () => `${alive} 1\n`],
    ['that says nothing', () => ''],
    ['that cannot be read', () => '../\0nonsense'],
  ])('%s is taken over', (_whose, text) => {
    writeFileSync(lock, text());
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a process that ended and was not waited for is taken over where the system tells of it, else kept', async () => {
    // It ends once its parent is one that waits for nobody.
    const ends = '(while [ -e /proc/$$/comm ] && ! grep -q sleep /proc/$$/comm; do :; done) & echo $!; exec sleep 60';
    const parent = spawn('sh', ['-c', ends], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(said));
    const tells = existsSync('/proc/self/stat');
    while (tells && !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')) await new Promise(setImmediate);
    writeFileSync(lock, `${pid} \n`);
    const taken = expect(() => lockFolder(folder)());
    if (tells) taken.not.toThrow();
    else taken.toThrow(`in use by process ${pid}`);
    parent.kill();
  });

  it('of a dead process goes to one only: whoever comes second finds the first', () => {
    const dead = deadPid();
    writeFileSync(lock, `${dead} 1\n`);
    const kill = jest.spyOn(process, 'kill').mockImplementationOnce(() => {
      writeFileSync(lock, `${alive} \n`); // another takes it over, just as this one has seen that its owner is dead
      throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
    });
    expect(() => lockFolder(folder)).toThrow(`in use by process ${alive}`);
    expect(readFileSync(lock, 'latin1')).toBe(`${alive} \n`);
    expect(readdirSync(folder)).toEqual(['lock']);
    kill.mockRestore();
  });

  it('of a dead process is not taken from a living one that is taking it over, but from one that died in the act', () => {
    const dead = deadPid();
    writeFileSync(lock, `${dead} 1\n`);
    writeFileSync(`${lock}.${dead}-1`, `${alive} \n`);
    expect(() => lockFolder(folder)).toThrow(`in use by process ${alive}`);
    writeFileSync(`${lock}.${dead}-1`, `${deadPid()} 1\n`);
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });
});
