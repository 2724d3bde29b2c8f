import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface EmbeddedPairOptions {
  /** The event store keeps its data in `eventstore` below, the document server in `documents`. */
  readonly dataDir: string;
  /** 0 or none: one that is free. */
  readonly eventStorePort?: number;
  readonly documentsPort?: number;
  readonly log?: (line: string) => void;
}

export type Which = 'eventstore' | 'documents';

/** The two servers, each in a process of its own. */
export interface EmbeddedPair {
  readonly eventStoreUrl: string;
  readonly mongoUrl: string;
  readonly pids: Readonly<Record<Which, number>>;
  /** Calls back when a server ends that was not told to. */
  onExit(callback: (which: Which, code: number | null) => void): void;
  /** Ends both, and waits until they have. */
  stop(): Promise<void>;
}

interface Child {
  readonly process: ChildProcess;
  readonly ready: Promise<string>;
}

const STOP_LIMIT_MS = 10_000;

const answerOf = (message: unknown): { readonly ready: boolean; readonly url?: string; readonly error?: string } =>
  typeof message === 'object' && message !== null && 'ready' in message ? (message as { ready: boolean }) : { ready: false };

const start = (folder: string, dataDir: string, port: number, log: (line: string) => void): Child => {
  const child = fork(join(__dirname, folder, 'main.js'), ['--data-dir', dataDir, '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true, // Ctrl-C reaches a whole process group; the servers end after the one that still needs them
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => text.trimEnd().split('\n').forEach(log));
  const ready = new Promise<string>((done, failed) => {
    child.once('message', (message) => {
      const { ready: isReady, url, error } = answerOf(message);
      if (isReady && url !== undefined) done(url);
      else failed(new Error(error ?? `the ${folder} did not say that it is ready`));
    });
    child.once('error', failed);
    child.once('exit', (code, signal) =>
      failed(new Error(`the ${folder} ended before it was ready: ${code ?? signal ?? 'no code'}`)),
    );
  });
  return { process: child, ready };
};

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

const end = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(limit);
};

/** Starts the embedded event store and the embedded document server, and waits until both are ready. */
export const startEmbeddedPair = async (options: EmbeddedPairOptions): Promise<EmbeddedPair> => {
  const log = options.log ?? ((): void => undefined);
  const children: Record<Which, Child> = {
    eventstore: start('event-store-server', join(options.dataDir, 'eventstore'), options.eventStorePort ?? 0, log),
    documents: start('document-server', join(options.dataDir, 'documents'), options.documentsPort ?? 0, log),
  };
  const both = [children.eventstore, children.documents];
  const stopBoth = async (): Promise<void> => {
    await Promise.all(both.map((child) => end(child.process)));
  };
  const starts = await Promise.allSettled(both.map((child) => child.ready));
  const failures = starts.flatMap((each) => (each.status === 'rejected' ? [(each.reason as Error).message] : []));
  if (failures.length > 0) {
    await stopBoth();
    throw new Error(failures.join('; '));
  }
  const [eventStoreUrl = '', mongoUrl = ''] = starts.map((each) => (each.status === 'fulfilled' ? each.value : ''));
  let stopping: Promise<void> | undefined;
  return {
    eventStoreUrl,
    mongoUrl,
    pids: { eventstore: children.eventstore.process.pid ?? 0, documents: children.documents.process.pid ?? 0 },
    onExit: (callback) => {
      for (const which of ['eventstore', 'documents'] as const)
        children[which].process.once('exit', (code) => {
          if (!stopping) callback(which, code);
        });
    },
    stop: () => (stopping ??= stopBoth()),
  };
};
