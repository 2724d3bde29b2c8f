import { Shutdown } from './shutdown';

const never = () => new Promise<void>(() => undefined);

describe('a shutdown', () => {
  const shutdownOf = (ended: string[], stages: Readonly<Record<string, () => Promise<void>>>) => {
    const shutdown = new Shutdown();
    for (const [name, end] of Object.entries(stages)) shutdown.add(name, () => end().then(() => void ended.push(name)));
    return shutdown;
  };

  it('ends what started last first, and everything once', async () => {
    const ended: string[] = [];
    const shutdown = shutdownOf(ended, {
      servers: () => Promise.resolve(),
      worker: () => Promise.resolve(),
      api: () => Promise.resolve(),
    });
    await shutdown.run();
    await shutdown.run();
    expect(ended).toEqual(['api', 'worker', 'servers']);
  });

  it('names the part that does not end, and the part that fails, and ends the others', async () => {
    const ended: string[] = [];
    const shutdown = shutdownOf(ended, {
      servers: () => Promise.resolve(),
      worker: never,
      api: () => Promise.reject(new Error('the port is gone')),
    });
    await expect(shutdown.run(10)).rejects.toThrow(
      'Not everything ended in good order: api failed: the port is gone; worker did not end within 0.01 s.',
    );
    expect(ended).toEqual(['servers']);
  });
});
