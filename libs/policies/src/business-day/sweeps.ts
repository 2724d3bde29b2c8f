import type { CalendarDate } from '@usance/domain';
import { StoreUnavailable } from '@usance/event-store';
import type { Collection, Db } from 'mongodb';
import { setTimeout as pause } from 'node:timers/promises';
import type { SweepDay, SweepProgress } from '../kernel/sweeper';

interface SweepDocument {
  readonly _id: 'deadlines';
  readonly day?: CalendarDate;
  readonly move?: bigint;
  readonly position?: bigint;
  readonly commands?: bigint;
  readonly rounds?: bigint;
}

/** How far the sweeping is, as the worker last said. */
export interface Swept {
  /** The business day up to which everything due is done; none before the first sweep. */
  readonly day?: CalendarDate;
  /** Which move of the day that was; -1 when the day follows the clock, or before the first sweep. */
  readonly move: bigint;
  /** All that was recorded up to this position is considered, and what followed from it is recorded up to it. */
  readonly position: bigint;
  /** Commands that all sweeps together carried out. */
  readonly commands: bigint;
  /** How often rows were sent, whatever came of it: grows as long as the sweeping gets on. */
  readonly rounds: bigint;
}

const NONE: Swept = { move: -1n, position: 0n, commands: 0n, rounds: 0n };
const LONGEST_PAUSE_MS = 10;

/** Where the worker leaves word of its sweeping, for other processes that wait for it. */
export class Sweeps implements SweepProgress {
  private readonly collection: Collection<SweepDocument>;

  constructor(
    db: Db,
    /** How long a wait goes on without any progress. */
    private readonly patienceMs = 30_000,
  ) {
    this.collection = db.collection<SweepDocument>('sweeps');
  }

  async read(): Promise<Swept> {
    return { ...NONE, ...(await this.collection.findOne({ _id: 'deadlines' })) };
  }

  async carriedOut(commands: number): Promise<void> {
    const more = { commands: BigInt(commands), rounds: 1n };
    await this.collection.updateOne({ _id: 'deadlines' }, { $inc: more }, { upsert: true });
  }

  async settled({ day, move }: SweepDay, position: bigint): Promise<void> {
    await this.collection.updateOne({ _id: 'deadlines' }, { $set: { day, move, position } }, { upsert: true });
  }

  /**
   * Waits until the move of the day, and everything that was recorded up to the position, has had its consequences.
   * Throws StoreUnavailable when no worker gets on with it.
   */
  async settledAt(move: bigint, position: bigint): Promise<Swept> {
    let last = NONE;
    let progressAt = performance.now();
    for (let wait = 1; ; wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
      const swept = await this.read();
      if (swept.move >= move && swept.position >= position) return swept;
      if (swept.position !== last.position || swept.rounds !== last.rounds) progressAt = performance.now();
      if (performance.now() - progressAt > this.patienceMs) throw new StoreUnavailable('no worker carries out what falls due');
      last = swept;
      await pause(wait);
    }
  }
}
