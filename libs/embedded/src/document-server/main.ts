import { parseArgs } from 'node:util';
import { startServer } from './server';

/** Tells the process that forked this one; there may be none, or it may be gone. */
const tell = (message: { ready: true; url: string } | { ready: false; error: string }): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

const main = async (): Promise<void> => {
  const forked = process.connected;
  const { values } = parseArgs({
    options: { 'data-dir': { type: 'string' }, port: { type: 'string', default: '0' }, host: { type: 'string' } },
  });
  const dataDir = values['data-dir'];
  if (dataDir === undefined) throw new Error('usage: main.js --data-dir FOLDER [--port N] [--host ADDRESS]');
  const server = await startServer({
    dataDir,
    port: Number(values.port),
    ...(values.host ? { host: values.host } : {}),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  let closing = false;
  const stop = (): void => {
    if (closing) return;
    closing = true;
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A parent that was killed says no goodbye: its end of the channel closes.
  process.on('disconnect', stop);
  process.stdout.write(`listening ${server.url}\n`);
  tell({ ready: true, url: server.url });
  if (forked && !process.connected) stop();
};

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  tell({ ready: false, error: message });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
});
