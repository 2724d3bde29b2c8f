import type { Random } from '../../apps/cli/src/demo/random';
import { eventually } from '../support/eventually';
import type { StubbornClient } from './client';
import type { Fault } from './targets';
import type { KeyedCommand, Workload } from './workload';

const all = (workload: Workload): KeyedCommand[] => [...workload.accounts.values()].flat();

/** Half the accounts through the batch endpoint, the others command by command, all at once; resolves when each command is answered. */
export const deliver = async (client: StubbornClient, { accounts }: Workload): Promise<void> => {
  const lists = [...accounts.values()];
  const batched = lists.filter((_, index) => index % 2 === 0).flat();
  await Promise.all([
    client.inBatches(batched),
    ...lists.filter((_, index) => index % 2 === 1).map((list) => client.oneByOne(list)),
  ]);
};

/**
 * Each fault in turn, in an order and at moments of chance while the work goes on: when so and so many commands have been answered.
 * Resolves when the last has struck and been mended.
 */
export const strike = async (
  random: Random,
  client: StubbornClient,
  workload: Workload,
  faults: readonly Fault[],
): Promise<void> => {
  const total = all(workload).length;
  const inOrder = faults.map((fault) => ({ fault, at: random.unit() })).sort((a, b) => a.at - b.at);
  const moments = faults.map(() => random.between(1, Math.floor(total * 0.9))).sort((a, b) => a - b);
  for (const [index, { fault }] of inOrder.entries()) {
    await eventually(`${moments[index]} answers`, () => client.answers.size >= (moments[index] ?? 0), 90_000);
    await fault.strike();
  }
};
