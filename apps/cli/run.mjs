// Runs a script of this project: `node apps/cli/run.mjs <script> [args…]`. First it makes sure that the dependencies are installed
// and that dist/ is as new as the source, so that every npm command works on a fresh clone. Needs Node and npm, nothing else.
// What it has to say goes to stderr; the script's own output stays clean. Without a script it only makes ready.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const at = (...path) => join(root, ...path);
const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const SOURCES = ['apps', 'libs', 'test'];
const BUILT = at('dist', '.built');
const LOCK = at('dist', '.lock');

/** When the newest of the files was changed, or one was added or removed. */
const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(modified(path), ...readdirSync(path).map((name) => newest(join(path, name))))
    : modified(path);

const isInstalled = () => modified(at('node_modules', '.package-lock.json')) >= modified(at('package-lock.json'));
const isBuilt = () =>
  modified(BUILT) >
  Math.max(modified(at('.swcrc')), ...SOURCES.filter((name) => existsSync(at(name))).map((name) => newest(at(name))));

/** Runs a program to its end; what it prints is no output of the script's. Its failure is ours. */
const step = (why, program, args) => {
  process.stderr.write(`${why}\n`);
  const { status, error, stdout } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'pipe', 2] });
  if (status === 0) return;
  process.stderr.write(stdout ?? '');
  throw new Error(`${[program, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}`);
};

const install = () =>
  step('Installing dependencies (once, and after they change; about a minute) …', 'npm', [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);

const build = () => {
  const started = new Date();
  for (const name of [...SOURCES, '.built']) rmSync(at('dist', name), { recursive: true, force: true });
  const sources = SOURCES.filter((name) => existsSync(at(name)));
  const swc = [
    at('node_modules', '@swc', 'cli', 'bin', 'swc.js'),
    ...sources,
    '-d',
    'dist',
    '--ignore',
    '**/*.spec.ts',
    '--quiet',
  ];
  step('Building (once, and after the source changes; a second or two) …', process.execPath, swc);
  closeSync(openSync(BUILT, 'w'));
  utimesSync(BUILT, started, started); // What was edited while the build ran is newer than that, and built the next time.
};

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Whether the lock is ours now. One that a process left behind when it died is cleared away. */
const tryLock = () => {
  try {
    const file = openSync(LOCK, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = existsSync(LOCK) ? readFileSync(LOCK, 'utf8') : '';
  if (holder !== '' && !isAlive(Number(holder))) rmSync(LOCK, { force: true });
  return false;
};

/** Installs and builds what is not as it should be, one process at a time. */
const makeReady = async () => {
  if (isInstalled() && isBuilt()) return;
  mkdirSync(dirname(LOCK), { recursive: true });
  for (let told = false; !tryLock(); told = true) {
    if (!told) process.stderr.write('Waiting for another process that installs or builds …\n');
    await pause(100);
  }
  try {
    if (!isInstalled()) install();
    if (!isBuilt()) build();
  } finally {
    rmSync(LOCK, { force: true });
  }
};

const main = async ([script, ...args]) => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Usance needs Node 20.19 or newer; this is ${process.version}.`);
  await makeReady();
  if (!script) return;
  // In this very process: signals, exit code, terminal and process id are the script's own.
  process.argv = [process.argv[0], resolve(root, script), ...args];
  await import(pathToFileURL(process.argv[1]).href);
};

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
