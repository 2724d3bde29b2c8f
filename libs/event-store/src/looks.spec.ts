import { setImmediate as tick } from 'node:timers/promises';
import { Refusal, type Context, type Payload, type Seen, type StreamRef } from '@usance/domain';
import { MemoryEventStore } from '../../../test/spec/memory-event-store';
import { CommandRunner, inputHash, Watch, type Command } from '.';

type Reads = (payload: Payload, seen: Readonly<Record<string, Seen>>) => Record<string, StreamRef>;

/** A context whose streams count. A step says how far the streams are that it looks at, and may demand that one is there. */
const counting = (category: string, command: string, reads: Reads = () => ({})): Context => ({
  decider: {
    category,
    stateVersion: 1,
    id: 'id',
    initial: 0,
    evolve: (count) => (count as number) + 1,
    commands: {
      [command]: (_count: unknown, { demands }: { demands?: string }, seen: Record<string, number>) => {
        if (demands !== undefined && !seen[demands]) throw new Refusal('BUYER_UNKNOWN');
        return [{ type: 'Counted', data: { seen } }];
      },
    },
  },
  reads: (_count, { payload }, seen) => reads(payload, seen),
  facts: (seen) => Object.fromEntries(Object.entries(seen).map(([name, { state }]) => [name, state])),
});

const stream = (category: string, id: unknown): StreamRef => ({ category, id: String(id) });

let commands = 0;
const step = (name: string, payload: Record<string, unknown>): Command => {
  const commandId = `c-${(commands += 1)}`;
  return { seller: 'acme', name, payload, commandId, inputHash: inputHash(name, payload), correlationId: commandId };
};

const left = counting('left', 'StepLeft', ({ id }) => ({ right: stream('right', id) }));
const right = counting('right', 'StepRight', ({ id }) => ({ left: stream('left', id) }));
const plain = counting('plain', 'StepPlain');
const looking = counting('looking', 'Look', () => ({ plain: stream('plain', 'P') }));

/** What the last event says that its rule saw. */
const lastSeen = ({ log }: MemoryEventStore): unknown => (log.at(-1)?.data as { seen: unknown }).seen;

describe('what rules see of other streams', () => {
  let store: MemoryEventStore;
  beforeEach(() => (store = new MemoryEventStore()));

  it('is never waited for behind commands: two contexts may look at each other', async () => {
    const runner = new CommandRunner({ store, contexts: [left, right] });
    const ids = Array.from({ length: 200 }, (_, index) => `S${index % 5}`);
    await Promise.all(ids.flatMap((id) => [runner.execute(step('StepLeft', { id })), runner.execute(step('StepRight', { id }))]));
    expect(store.log).toHaveLength(400);
  });

  it('names further streams, which are looked at as well', async () => {
    const chain = counting('chain', 'Chain', (_payload, { first, second }) => ({
      first: stream('plain', 'P'),
      ...(first && { second: stream('plain', first.state) }),
      ...(second && { third: stream('plain', 'P') }),
    }));
    const runner = new CommandRunner({ store, contexts: [chain, plain] });
    for (const id of ['P', 'P', '2', '2', '2']) await runner.execute(step('StepPlain', { id }));
    await runner.execute(step('Chain', { id: 'C' }));
    expect(lastSeen(store)).toEqual({ first: 2, second: 3, third: 2 });
  });

  it('is what this process was answered before, and what others were', async () => {
    const runner = new CommandRunner({ store, contexts: [looking, plain] });
    const other = new CommandRunner({ store, contexts: [plain] });
    for (const [index, writer] of [runner, other, runner].entries()) {
      await writer.execute(step('StepPlain', { id: 'P' }));
      await runner.execute(step('Look', { id: 'L' }));
      expect(lastSeen(store)).toEqual({ plain: index + 1 });
    }
  });

  it('follows from the state that the command before left, also within one append', async () => {
    const growing: Context = {
      ...counting('growing', 'Grow'),
      reads: (count) => ({ ...((count as number) > 1 && { plain: stream('plain', 'P') }) }),
    };
    const runner = new CommandRunner({ store, contexts: [growing, plain] });
    await runner.execute(step('StepPlain', { id: 'P' }));
    const answers = await Promise.all([1, 2, 3, 4].map(() => runner.execute(step('Grow', { id: 'G' }))));
    const said = await Promise.all(answers.map(async ({ data }) => (await data())[0]?.data));
    expect(said).toEqual([{ seen: {} }, { seen: {} }, { seen: { plain: 1 } }, { seen: { plain: 1 } }]);
  });

  it('fails the command when it cannot be read, and the next one works', async () => {
    const runner = new CommandRunner({ store, contexts: [looking, plain], patienceMs: 1 });
    await runner.execute(step('Look', { id: 'L' }));
    store.away = true;
    await expect(runner.execute(step('Look', { id: 'L' }))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    store.away = false;
    await expect(runner.execute(step('Look', { id: 'L' }))).resolves.toMatchObject({ revision: 1n });
  });

  describe('under a watch', () => {
    let watch: Watch;
    let runner: CommandRunner;
    let asked: jest.SpyInstance[];
    beforeEach(async () => {
      watch = await Watch.start(store, ['plain']);
      runner = new CommandRunner({ store, contexts: [looking, plain], watch });
      asked = [jest.spyOn(store, 'read'), jest.spyOn(store, 'isEmpty')];
      await runner.execute(step('Look', { id: 'L' }));
      await heard();
    });
    afterEach(() => watch.close());

    /** The watch has taken what was recorded. */
    const heard = async (): Promise<void> => {
      await tick();
      await tick();
      for (const ask of asked) ask.mockClear();
    };
    const timesAsked = (): number => asked.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    const elsewhere = () => new CommandRunner({ store, contexts: [plain] }).execute(step('StepPlain', { id: 'P' }));

    it('costs nothing while unchanged, also where nothing was ever recorded', async () => {
      await runner.execute(step('Look', { id: 'L' }));
      expect([timesAsked(), lastSeen(store)]).toEqual([0, { plain: 0 }]);
      await runner.execute(step('StepPlain', { id: 'P' }));
      await heard();
      await runner.execute(step('Look', { id: 'L' }));
      expect([timesAsked(), lastSeen(store)]).toEqual([0, { plain: 1 }]);
    });

    it('is at hand without waiting', async () => {
      expect(runner.look('plain', 'acme', 'P')).toEqual({ state: 0, revision: -1n, position: 0n });
      await elsewhere();
      await heard();
      expect(runner.look('plain', 'acme', 'P')).toBeInstanceOf(Promise);
      await runner.look('plain', 'acme', 'P');
      expect(runner.look('plain', 'acme', 'P')).toMatchObject({ state: 1, revision: 0n });
    });

    it('is read again after another process wrote', async () => {
      await elsewhere();
      await heard();
      await runner.execute(step('Look', { id: 'L' }));
      expect([timesAsked() > 0, lastSeen(store)]).toEqual([true, { plain: 1 }]);
    });

    it('is read while the watch is interrupted', async () => {
      jest.spyOn(watch, 'covers').mockReturnValue(false);
      await elsewhere();
      await runner.execute(step('Look', { id: 'L' }));
      expect(lastSeen(store)).toEqual({ plain: 1 });
    });

    it('is not taken for the newest when its next event came past while it was read', async () => {
      const read = store.read.bind(store);
      jest.spyOn(store, 'read').mockImplementationOnce(async function* (...of: Parameters<MemoryEventStore['read']>) {
        const pages = [];
        for await (const page of read(...of)) pages.push(page);
        await elsewhere();
        await tick();
        await tick();
        yield* pages;
      });
      await elsewhere();
      await heard();
      expect(await runner.look('plain', 'acme', 'P')).toMatchObject({ state: 1 });
      expect(await runner.look('plain', 'acme', 'P')).toMatchObject({ state: 2 });
    });

    it('refuses nothing on a state that was at hand: it is read first', async () => {
      jest.spyOn(watch, 'covers').mockReturnValue(true);
      await watch.close(); // nothing more is heard, as if it were on its way
      await elsewhere();
      await runner.execute(step('Look', { id: 'L', demands: 'plain' }));
      expect(lastSeen(store)).toEqual({ plain: 1 });
    });
  });
});
