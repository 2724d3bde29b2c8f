import { eventually } from './eventually';
import { get } from './http';
import { start, type Child } from './process';

/** A process of a system under test that can be killed, and started again on the same data and the same port. */
export interface Member {
  readonly name: string;
  /** Starts it unless it runs, and waits until it is ready. */
  start(): Promise<void>;
  /** Ends it and waits until it is gone. Resolves to how it ended; fails when it had ended by itself. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** Waits for it to end by itself. */
  ended(): Promise<number | NodeJS.Signals>;
  /** What it has printed, in all its lives. */
  output(): string;
}

export interface MemberOptions {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly isReady: (child: Child) => boolean | Promise<boolean>;
}

export const member = ({ name, script, args, settings, isReady }: MemberOptions): Member => {
  let printed = '';
  let child: Child | undefined;
  const output = (): string => printed + (child?.output() ?? '');
  return {
    name,
    output,
    start: async () => {
      if (!child?.isRunning()) {
        printed = output();
        child = start(script, args, settings);
      }
      const running = child;
      await eventually(`${name} is ready`, () => {
        if (!running.isRunning()) throw new Error(`${name} has ended`);
        return isReady(running);
      }).catch((error: Error) => {
        throw new Error(`${error.message}\n${running.output().slice(-4000)}`, { cause: error });
      });
    },
    ended: async () => {
      if (!child) throw new Error(`${name} was never started`);
      return child.ended();
    },
    end: async (signal) => {
      if (!child?.isRunning()) throw new Error(`${name} has ended by itself:\n${output().slice(-4000)}`);
      return child.end(signal);
    },
  };
};

/** Whether the process at the address says that it can do its work, or, by `/health/live`, that it runs. */
export const answersReady = async (url: string, health = '/health/ready'): Promise<boolean> => {
  try {
    return (await get(url, health)).status === 200;
  } catch (error) {
    if ((error as Error).name === 'TypeError') return false; // fetch's word for: no connection; its class is of another realm than the test's
    throw error;
  }
};
