import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { Member, addServices } from './service/services';
import { Store, StoreOptions } from './storage/store';

export interface EventStoreServerOptions extends StoreOptions {
  readonly host?: string;
  /** 0: one that is free. */
  readonly port?: number;
}

export interface EventStoreServer {
  /** The connection string for the official client. */
  readonly url: string;
  readonly port: number;
  /** Ends all calls, makes durable what is under way and lets go of the folder. */
  close(): Promise<void>;
}

const listen = (server: Server, address: string): Promise<number> =>
  new Promise((done, failed) =>
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
      if (error) failed(error);
      else done(port);
    }),
  );

/** Starts a server that speaks EventStoreDB's gRPC protocol, for evaluation, development and tests. */
export const startEventStoreServer = async (options: EventStoreServerOptions): Promise<EventStoreServer> => {
  const { host = '127.0.0.1', port = 0 } = options;
  const store = await Store.open(options);
  const server = new Server({
    'grpc.max_receive_message_length': 64 * 1024 * 1024,
    'grpc.max_send_message_length': -1,
  });
  const member: Member = { id: randomUUID(), host, port };
  addServices(server, store, member);
  try {
    member.port = await listen(server, `${host}:${port}`);
  } catch (error) {
    await store.close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    // First what is being written is answered; then readers, who would never end, are sent away.
    await store.drain();
    await new Promise((turn) => setImmediate(turn));
    server.forceShutdown();
    await store.close();
  };
  return { url: `esdb://${host}:${member.port}?tls=false`, port: member.port, close: () => (closing ??= close()) };
};
