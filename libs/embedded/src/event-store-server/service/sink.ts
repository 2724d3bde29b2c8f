import type { ServerWritableStream } from '@grpc/grpc-js';

/** The way to a reader; waits while the reader is slower than the log. */
export class Sink {
  private release: (() => void) | undefined;
  isClosed = false;

  constructor(private readonly call: ServerWritableStream<unknown, Buffer>) {
    const close = (): void => {
      this.isClosed = true;
      this.release?.();
    };
    call.on('drain', () => this.release?.());
    call.on('cancelled', close);
    call.on('close', close);
    call.on('error', close);
  }

  /** Sends a message; when a promise is answered, wait for it before sending the next. */
  send(message: Buffer): Promise<void> | undefined {
    if (this.isClosed || this.call.write(message)) return undefined;
    return this.pause();
  }

  /** Waits until `wake` is called or the reader is gone. */
  pause(register?: (wake: () => void) => void): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    return new Promise((done) => {
      this.release = () => {
        this.release = undefined;
        done();
      };
      register?.(this.release);
    });
  }

  end(): void {
    if (!this.isClosed) this.call.end();
  }
}
