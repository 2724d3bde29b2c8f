import { parseArgs } from 'node:util';
import { startEventStoreServer } from './index';

const { values } = parseArgs({
  options: { 'data-dir': { type: 'string' }, host: { type: 'string' }, port: { type: 'string' } },
});

// Whoever started the process may be gone: then nobody reads what it says, which is no reason to end in disorder.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Tells whoever started the process: by message when forked, else by a line. */
const tell = (
  message: { readonly ready: true; readonly url: string } | { readonly ready: false; readonly error: string },
): void => {
  if (process.send) process.send(message);
  else if (!message.ready) process.stderr.write(`${message.error}\n`);
};

const main = async (): Promise<void> => {
  const dataDir = values['data-dir'];
  if (dataDir === undefined) throw new Error('--data-dir says where the events are kept; it is missing');
  const server = await startEventStoreServer({
    dataDir,
    host: values.host,
    port: values.port === undefined ? undefined : Number(values.port),
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
};

main().catch((error: unknown) => {
  process.exitCode = 1;
  tell({ ready: false, error: error instanceof Error ? error.message : String(error) });
  if (process.connected) process.disconnect();
});
