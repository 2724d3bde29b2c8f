import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folders that this process holds: a pid can't tell two servers of one process apart. */
const held = new Set<string>();

/** When a process began, where the system tells (Linux): a pid that was given anew does not pass for its former owner. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

const isAlive = (pid: number, start: string): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return start === '' || startOf(pid) === start;
};

/** Takes the folder for this process, or throws when a living process has it. Answers how to give it back. */
export const lockFolder = (folder: string): (() => void) => {
  const path = resolve(folder, 'lock');
  if (held.has(path)) throw new Error(`${folder} is in use by this process`);
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 3) throw error;
    }
    const [pid = '', start = ''] = readLock(path).trim().split(' ');
    if (pid !== '' && Number(pid) !== process.pid && isAlive(Number(pid), start))
      throw new Error(`${folder} is in use by process ${pid}`);
    rmSync(path, { force: true });
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
};

const readLock = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};
