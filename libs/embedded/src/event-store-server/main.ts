import { parseArgs } from 'node:util';
import { startEventStoreServer } from './index';

// Whoever started the process may be gone: then nobody reads what it says, which is no reason to end in disorder.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

type Message = { readonly ready: true; readonly url: string } | { readonly ready: false; readonly error: string };

/** Tells the process that forked this one; there may be none, or it may be gone. */
const tell = (message: Message): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

const main = async (): Promise<void> => {
  const wasForked = process.connected;
  const { values } = parseArgs({
    options: { 'data-dir': { type: 'string' }, host: { type: 'string' }, port: { type: 'string', default: '0' } },
  });
  const dataDir = values['data-dir'];
  if (dataDir === undefined) throw new Error('usage: main.js --data-dir FOLDER [--port N] [--host ADDRESS]');
  const server = await startEventStoreServer({
    dataDir,
    host: values.host,
    port: Number(values.port),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Without its parent the server would hold the folder for nobody.
  process.on('disconnect', stop);
  process.stdout.write(`listening ${server.url}\n`);
  tell({ ready: true, url: server.url });
  if (wasForked && !process.connected) stop();
};

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
  tell({ ready: false, error: message });
  if (process.connected) process.disconnect();
});
