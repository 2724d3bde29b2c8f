import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folders that this process holds: a pid can't tell two servers of one process apart. */
const held = new Set<string>();

/**
 * When a process began, where the system tells (Linux): a pid that was given anew does not pass for its former owner. None of one
 * that has ended and was not waited for yet.
 */
const startOf = (pid: number): string | undefined => {
  const stat = read(`/proc/${pid}/stat`);
  const [state, ...rest] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [''];
  return state === 'Z' ? undefined : (rest[18] ?? '');
};

const isAlive = (pid: number, start: string): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return now !== undefined && (start === '' || now === start);
};

/** Takes the folder for this process, or throws when a living process has it. Answers how to give it back. */
export const lockFolder = (folder: string): (() => void) => {
  const path = resolve(folder, 'lock');
  if (held.has(path)) throw new Error(`${folder} is in use by this process`);
  while (!take(path, folder));
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
};

/**
 * Makes the file this process's; false: another was quicker, look again. A dead one's file is claimed first, in a file that is named
 * after the dead one and is taken in the same way, so by one process only. If the first file is the dead one's still, the claim is
 * put in its place: nobody else may change it meanwhile.
 */
const take = (path: string, folder: string): boolean => {
  if (create(path)) return true;
  const owner = ownerOf(path);
  if (owner === undefined) return false;
  const [pid = '', start = ''] = owner.split('-');
  if (Number(pid) !== process.pid && isAlive(Number(pid), start)) throw new Error(`${folder} is in use by process ${pid}`);
  const claim = `${path}.${owner}`;
  if (!take(claim, folder)) return false;
  const holds = ownerOf(path) === owner;
  if (holds) renameSync(claim, path);
  else rmSync(claim, { force: true });
  return holds;
};

/** Writes who this process is, unless there is a file already. Whoever reads it finds all of it. */
const create = (path: string): boolean => {
  const mine = `${path}.new-${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}\n`);
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
};

/** Pid and start as `<pid>-<start>`, fit for a name; `nobody` when the file says something else, none when there is no file. */
const ownerOf = (path: string): string | undefined => {
  const text = read(path);
  return text === undefined ? undefined : (/^(\d+) (\d*)\n$/.exec(text)?.slice(1).join('-') ?? 'nobody');
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
};
