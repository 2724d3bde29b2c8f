import { ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** The embedded servers, compiled to a folder of their own, from which a process of theirs can be started. */
export class CompiledServers {
  private constructor(private readonly folder: string) {}

  static compile(): CompiledServers {
    // Within the project, so that its packages are found.
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, 'dist', 'servers-'));
    const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
    const { status, stderr } = spawnSync(process.execPath, [swc, 'libs/embedded', '-d', folder, '-q'], { cwd: ROOT });
    if (status !== 0) throw new Error(`the servers could not be compiled: ${stderr.toString()}`);
    return new CompiledServers(folder);
  }

  /** The compiled form of what `libs/embedded` exports: it starts processes, and so needs compiled files beside it. */
  index(): typeof import('@usance/embedded') {
    return jest.requireActual(join(this.folder, 'libs/embedded/src/index.js'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** Starts the event store in a process of its own, and waits until it is ready. */
  async start(dataDir: string): Promise<ServerProcess> {
    const main = join(this.folder, 'libs/embedded/src/event-store-server/main.js');
    const child = fork(main, ['--data-dir', dataDir], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const lines: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    const [message] = (await once(child, 'message')) as [{ ready: boolean; url?: string; error?: string }];
    if (!message.ready || message.url === undefined) throw new Error(message.error ?? 'the server did not say that it is ready');
    return new ServerProcess(child, message.url, lines);
  }
}

/** A server that can be ended from outside. */
export class ServerProcess {
  constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What it said on stderr. */
    readonly lines: readonly string[],
  ) {}

  /** Ends it by a signal; answers its exit code, which a killed process has not. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** Leaves it without its parent; answers its exit code. */
  async abandon(): Promise<number | null> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    const [code] = (await ended) as [number | null];
    return code;
  }
}
