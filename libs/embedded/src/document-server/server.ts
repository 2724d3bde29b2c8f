import { createServer, Server, Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { runCommand } from './commands';
import { errorFields } from './commands/command';
import { Cursors } from './commands/cursors';
import { ServerError } from './errors';
import { Engine, EngineOptions } from './storage/engine';
import { doc } from './values/doc';
import { Framer, readRequest, Request, writeReply } from './wire';

export interface DocumentServerOptions extends EngineOptions {
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
}

export interface DocumentServer {
  readonly url: string;
  readonly port: number;
  /** Finishes what is under way, closes the file and gives the folder back. */
  close(): Promise<void>;
}

/** One client's connection: its requests one after another, so that answers come in order. */
class Connection {
  private readonly framer = new Framer();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: Socket,
    private readonly engine: Engine,
    private readonly cursors: Cursors,
    private readonly id: number,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.receive(bytes));
    socket.on('error', () => socket.destroy());
  }

  /** Bytes that are no message end the connection: where the next one begins can't be known. */
  private receive(bytes: Buffer): void {
    let messages: Buffer[];
    try {
      messages = this.framer.push(bytes);
    } catch {
      this.socket.destroy();
      return;
    }
    for (const message of messages)
      this.queue = this.queue.then(() => this.answer(message)).catch(() => void this.socket.destroy());
  }

  private async answer(message: Buffer): Promise<void> {
    if (this.socket.destroyed) return;
    let request: Request;
    try {
      request = readRequest(message);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      this.socket.write(
        writeReply(
          { id: message.readInt32LE(4), command: doc({}), legacy: false, answered: true },
          doc({ ok: 0, ...errorFields(error) }),
        ),
      );
      return;
    }
    const reply = await runCommand(request.command, this.engine, this.cursors, this.id);
    if (request.answered && !this.socket.destroyed) this.socket.write(writeReply(request, reply));
  }

  /** Lets the request under way finish, then hangs up. */
  async end(): Promise<void> {
    await this.queue;
    this.socket.destroy();
  }
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Starts the server on a folder that no other instance uses. */
export const startServer = async ({
  host = '127.0.0.1',
  port = 0,
  ...storage
}: DocumentServerOptions): Promise<DocumentServer> => {
  const engine = await Engine.open(storage);
  const cursors = new Cursors();
  const connections = new Set<Connection>();
  let count = 0;
  const server = createServer((socket) => {
    const connection = new Connection(socket, engine, cursors, ++count);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  try {
    await listen(server, host, port);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const bound = (server.address() as AddressInfo).port;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.all([...connections].map((connection) => connection.end()));
    await closed;
    await engine.close();
  };
  return { url: `mongodb://${host}:${bound}`, port: bound, close };
};
