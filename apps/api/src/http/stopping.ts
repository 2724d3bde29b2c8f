import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Tells whoever works on a long request that the service stops. */
@Injectable()
export class Stopping implements OnModuleDestroy {
  private readonly stop = new AbortController();

  onModuleDestroy(): void {
    this.stop.abort();
  }

  /**
   * What the promise comes to, or `stopped` when the service stops first. Not a race of promises: one that never settles would keep
   * every answer of the race, and so every line of a batch.
   */
  or<T>(promise: Promise<T>): Promise<T | 'stopped'> {
    const { signal } = this.stop;
    return new Promise((resolve, reject) => {
      const stop = (): void => resolve('stopped');
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }
}
