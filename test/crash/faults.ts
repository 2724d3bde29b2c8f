import type { Random } from '../../apps/cli/src/demo/random';
import type { StubbornClient } from './client';
import type { Fault } from './targets';
import type { KeyedCommand, Workload } from './workload';

/** What is due to be delivered together: some of each account's commands, in their order. */
type Part = readonly (readonly KeyedCommand[])[];

/** One of so many parts of the work, as equal as they can be. */
const partOf = ({ accounts }: Workload, index: number, parts: number): Part =>
  [...accounts.values()].map((commands) => {
    const at = (part: number): number => Math.floor((commands.length * part) / parts);
    return commands.slice(at(index), at(index + 1));
  });

/** Half the accounts through the batch endpoint, the others command by command, all at once; resolves when each command is answered. */
const deliver = async (client: StubbornClient, part: Part): Promise<void> => {
  const batched = part.filter((_, index) => index % 2 === 0).flat();
  const single = part.filter((_, index) => index % 2 === 1);
  await Promise.all([client.inBatches(batched), ...single.map((commands) => client.oneByOne(commands))]);
};

/**
 * Delivers all of the work while one fault after the other strikes, in an order and at moments of chance: each in the midst of a part
 * of its own, the moment that so and so many of its commands are answered. Resolves when all is answered and mended.
 */
export const deliverUnderFire = async (
  random: Random,
  client: StubbornClient,
  work: Workload,
  faults: readonly Fault[],
): Promise<void> => {
  const inOrder = faults.map((fault) => ({ fault, at: random.unit() })).sort((a, b) => a.at - b.at);
  for (const [index, { fault }] of inOrder.entries()) {
    const part = partOf(work, index, faults.length);
    const moment = client.answers.size + random.between(1, Math.ceil(part.flat().length * 0.7));
    const strikes = client.answered(moment).then(() => fault.strike());
    await Promise.all([deliver(client, part), strikes]);
  }
};
