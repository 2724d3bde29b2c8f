import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { eventually } from './eventually';

const above = join(__dirname, '..', '..');
const root = basename(above) === 'dist' ? dirname(above) : above; // the bench is compiled, the specs are not
const leash = join(root, 'test', 'support', 'leash.cjs');

/** What `npm run build` makes of a source file. */
export const built = (source: string): string => join(root, 'dist', source.replace(/\.ts$/, '.js'));

/** The command line of the product. */
export const USANCE = built('apps/cli/src/main.ts');

/** A process that a test has started. */
export interface Child {
  readonly pid: number;
  /** What it has printed so far, on both outputs. */
  output(): string;
  isRunning(): boolean;
  /** Sends the signal, and waits for the end. Resolves to how it ended: an exit code or a signal. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** Waits for it to end by itself. */
  ended(): Promise<number | NodeJS.Signals>;
}

/** Settings of this process that a product under test must not see. */
const isSetting = (name: string): boolean =>
  name.startsWith('USANCE_') || ['PORT', 'HOST', 'LOG_LEVEL', 'NODE_ENV'].includes(name);

const environment = (settings: Readonly<Record<string, string>>): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSetting(name))),
  ...settings,
});

/** Runs a built script with these settings only. It does not outlive the test. */
export const start = (script: string, args: readonly string[], settings: Readonly<Record<string, string>>): Child =>
  watch(
    spawn(process.execPath, ['--require', leash, script, ...args], {
      cwd: root,
      env: { ...environment(settings), LEASH: String(process.pid) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    }),
  );

/** Runs an npm script of the product as a service manager would: in a process group of its own. */
export const startScript = (name: string, settings: Readonly<Record<string, string>>): Child =>
  watch(
    spawn('npm', ['run', name], { cwd: root, env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'], detached: true }),
  );

const watch = (child: ChildProcess): Child => {
  if (child.pid === undefined) throw new Error(`${child.spawnfile} could not be started`);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  let end: number | NodeJS.Signals | undefined;
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve((end = signal ?? code ?? -1))),
  );
  return {
    pid: child.pid,
    output: () => output,
    isRunning: () => end === undefined,
    ended: () => ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

/** Runs a command of the product to its end. */
export const usance = async (
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<{ code: number | NodeJS.Signals; output: string }> => {
  const child = start(USANCE, args, settings);
  return { code: await child.ended(), output: child.output() };
};

/** Sends a signal to a process that is no child of ours; 0 only asks. Answers whether there was one. */
const sendTo = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
};

/** Waits until a process that is no child of ours is gone. */
export const endOfStranger = (pid: number): Promise<true> => eventually(`the end of process ${pid}`, () => !sendTo(pid, 0));

/** Ends a process that is no child of ours, at once, and waits until it is gone. */
export const endStranger = async (pid: number, signal: NodeJS.Signals): Promise<void> => {
  sendTo(pid, signal);
  await endOfStranger(pid);
};

const given = new Set<number>();

/** A port that nobody listens on, and that was not given before. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = await anyPort();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
};

const anyPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
