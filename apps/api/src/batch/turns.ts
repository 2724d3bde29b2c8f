import { commandsOf } from '@usance/domain';
import { RevisionClash, StoreUnavailable, type Answer, type Command } from '@usance/event-store';

type Work = () => Promise<Answer>;

/** The lines of one buyer that are under way: those of one kind of stream, which the runner keeps in order itself. */
interface Lane {
  readonly category: string;
  /** Before them: settled when what writes another kind of stream is done. */
  readonly gate?: Promise<unknown>;
  readonly running: Set<Promise<unknown>>;
}

const categories: ReadonlyMap<string, string> = new Map([...commandsOf()].map(([name, { decider }]) => [name, decider.category]));

/** Streams of one buyer. What writes any other (a setting, a country, a merge) may concern every buyer. */
const OF_ONE_BUYER: ReadonlySet<string> = new Set(['buyer', 'account', 'claim']);

/**
 * Lines for one buyer take effect in order, whichever of its streams they write: a score counts for the request behind it. A line that
 * may concern all buyers takes effect after all before it, and before all behind it. Lines for one stream are handed over at once.
 *
 * When a line could not be carried out now and has to be sent again, those behind it have to be, too.
 */
export class Turns {
  private readonly lanes = new Map<string, Lane>();
  private readonly putOff = new Set<string>();
  private everythingPutOff = false;
  /** The last line that concerns all buyers, until it is done. */
  private forAll: Promise<unknown> | undefined;

  take(command: Command, work: Work): Promise<Answer> {
    const category = categories.get(command.name) ?? '';
    const { buyerId } = command.payload;
    return OF_ONE_BUYER.has(category) && typeof buyerId === 'string'
      ? this.forOne(buyerId, category, work)
      : this.forEverybody(work);
  }

  private forOne(buyerId: string, category: string, work: Work): Promise<Answer> {
    const lane = this.laneOf(buyerId, category);
    const inTurn = async (): Promise<Answer> => {
      if (this.everythingPutOff || this.putOff.has(buyerId)) throw behind();
      try {
        return await work();
      } catch (error) {
        if (isPutOff(error)) this.putOff.add(buyerId);
        throw error;
      }
    };
    const answer = lane.gate ? lane.gate.then(inTurn) : inTurn();
    const done = settled(answer).then(() => {
      lane.running.delete(done);
      if (lane.running.size === 0 && this.lanes.get(buyerId) === lane) this.lanes.delete(buyerId);
    });
    lane.running.add(done);
    return answer;
  }

  private laneOf(buyerId: string, category: string): Lane {
    const current = this.lanes.get(buyerId);
    if (current?.category === category) return current;
    const gate = current ? Promise.all([current.gate, ...current.running]) : this.forAll;
    const lane: Lane = { category, ...(gate && { gate }), running: new Set() };
    this.lanes.set(buyerId, lane);
    return lane;
  }

  private forEverybody(work: Work): Promise<Answer> {
    const before = [...this.lanes.values()].flatMap(({ running }) => [...running]);
    if (this.forAll) before.push(this.forAll);
    const inTurn = async (): Promise<Answer> => {
      if (this.everythingPutOff) throw behind();
      try {
        return await work();
      } catch (error) {
        if (isPutOff(error)) this.everythingPutOff = true;
        throw error;
      }
    };
    const answer = before.length > 0 ? Promise.all(before).then(inTurn) : inTurn();
    this.lanes.clear();
    const done = settled(answer).then(() => {
      if (this.forAll === done) this.forAll = undefined;
    });
    this.forAll = done;
    return answer;
  }
}

const isPutOff = (error: unknown): boolean => error instanceof StoreUnavailable || error instanceof RevisionClash;

const behind = (): StoreUnavailable =>
  new StoreUnavailable('an earlier line, for this buyer or for all, could not be carried out');

/** Resolves when the promise is settled, whichever way. */
const settled = (promise: Promise<unknown>): Promise<unknown> => promise.catch(() => undefined);
