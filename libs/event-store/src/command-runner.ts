import { setTimeout as pause } from 'node:timers/promises';
import { allCommandsOf, entityOf, model, type Context, type Seen } from '@usance/domain';
import { answersTo } from './answering';
import { RevisionClash, type Answer, type Command } from './command';
import { decideAll, EVENTS_PER_APPEND, type Plan, type Verdict } from './deciding';
import { StoreUnavailable, WrongRevision, type EventStore } from './event-store';
import type { HeldStream } from './held-stream';
import { HeldStreams, type Warn } from './held-streams';
import { Looks, type Look } from './looks';
import { Mailboxes, type Letter } from './mailbox';
import type { SnapshotStore } from './snapshots';
import { streamName } from './streams';
import type { Watch } from './watch';

/** A command on its way to its stream's state. */
type Work = { readonly context: Context; readonly command: Command };
type Waiting = Letter<Work, Answer>;

/** Tells what is no stream of the seller's: at once when it is at hand, or for sure, after all that was acknowledged before. */
type Elsewhere = Readonly<Record<string, (forSure: boolean) => Seen | Promise<Seen>>>;

export interface CommandRunnerOptions {
  readonly store: EventStore;
  /** Where packed states lie beside the log; none: long streams are read whole. */
  readonly snapshots?: SnapshotStore;
  readonly contexts?: readonly Context[];
  /** Spares looks at the streams that it covers. None: each look reads. */
  readonly watch?: Watch;
  /** What rules look at that is no stream of the seller's, such as the business day: where it is told, by its category. */
  readonly elsewhere?: Elsewhere;
  /** Told of what costs time but no correctness. */
  readonly warn?: Warn;
  /** How many events' worth of state is kept in memory, some 600 bytes each. Default 200,000. */
  readonly cachedEvents?: number;
  /** A stream is packed when it has so many events more than its snapshot. Default 4,000. See `HeldStreamsOptions`. */
  readonly snapshotEvery?: number;
  /** How long a stream rests before it is packed sooner. Default 1,000. */
  readonly restMs?: number;
  /** How long a command waits for a store that does not answer. Default 10,000. */
  readonly patienceMs?: number;
}

/** How often other writers may win before the caller is told. */
const CLASHES = 8;

/**
 * Carries commands out: brings the stream's state forward, decides, appends at exactly the revision that was read, answers.
 * Commands that wait for the same stream are decided one after another and go out as one append. An append whose fate is unknown
 * is looked up in the stream by its commands' ids before it is sent again.
 * What a rule wants to see of other streams is never waited for behind their commands, so that streams may look at each other.
 */
export class CommandRunner {
  private readonly contexts: ReadonlyMap<string, Context>;
  private readonly byCategory: ReadonlyMap<string, Context>;
  private readonly streams: HeldStreams;
  private readonly store: EventStore;
  private readonly elsewhere: Elsewhere;
  private readonly patienceMs: number;
  private readonly mailboxes = new Mailboxes<Work, Answer>((name, letters) => this.work(name, letters));

  constructor({ store, snapshots, contexts = model, watch, elsewhere = {}, ...options }: CommandRunnerOptions) {
    const { cachedEvents = 200_000, snapshotEvery = 4_000, restMs = 1_000, patienceMs = 10_000 } = options;
    const { warn = () => undefined } = options;
    this.store = store;
    this.elsewhere = elsewhere;
    this.patienceMs = patienceMs;
    this.contexts = allCommandsOf(contexts);
    this.byCategory = new Map(contexts.map((context) => [context.decider.category, context]));
    this.streams = new HeldStreams({ store, snapshots, watch, warn, cachedEvents, snapshotEvery, restMs });
  }

  /** Throws `Refusal`, `RevisionMismatch`, `RevisionClash` or `StoreUnavailable`; in the first two cases nothing is stored. */
  execute(command: Command): Promise<Answer> {
    const context = this.contexts.get(command.name);
    if (!context) throw new Error(`no command ${command.name}`);
    const { decider } = context;
    const name = streamName(decider.category, command.seller, entityOf(decider, command.payload));
    return this.mailboxes.post(name, { context, command });
  }

  /** The state of a stream: at once when the watch knows that it is the newest, else as `read` has it. */
  look(category: string, seller: string, entity: string): Seen | Promise<Seen> {
    return this.streams.look(streamName(category, seller, entity), this.contextOf(category));
  }

  /** The state of a stream after everything that the store has acknowledged. */
  read(category: string, seller: string, entity: string): Promise<Seen> {
    return this.streams.read(streamName(category, seller, entity), this.contextOf(category));
  }

  /** Finishes what was taken. */
  async close(): Promise<void> {
    await this.mailboxes.idle();
    await this.streams.close();
  }

  private contextOf(category: string): Context {
    const context = this.byCategory.get(category);
    if (!context) throw new Error(`no context ${category}`);
    return context;
  }

  private async work(name: string, letters: Waiting[]): Promise<void> {
    const [first] = letters;
    if (first) await this.streams.use(name, first.item.context, (stream, fresh) => this.settle(stream, letters, fresh));
  }

  /** Decides the waiting commands, as many as go into one append, until their outcome is certain. */
  private async settle(stream: HeldStream, letters: Waiting[], fresh: boolean): Promise<void> {
    const commands = letters.map(({ item }) => item.command);
    const sent = new Set<string>();
    const deadline = performance.now() + this.patienceMs;
    for (let clashes = 0, forSure = false; ; forSure = true) {
      const looks = new Looks(forSure ? this.lookForSure : this.lookAtHand);
      const plan = await plannedOn(stream, commands, looks);
      if (!isCertain(plan, { own: forSure || fresh, others: forSure || !looks.tookWhatWasAtHand })) {
        await stream.bringForward(this.store);
        continue;
      }
      const appended = await this.append(stream, plan);
      if (typeof appended === 'bigint')
        return deliver(letters, answersTo(commands, plan, { stream, appended, sent, store: this.store }));
      for (const { metadata } of plan.events) sent.add(metadata.commandId);
      if (appended instanceof WrongRevision) clashes += 1;
      if (clashes > CLASHES) throw new RevisionClash(stream.name);
      await pause(Math.random() * 2 ** Math.min(clashes, 5));
      await this.findOut(stream, deadline);
    }
  }

  private readonly lookAtHand: Look = (seller, { category, id }) =>
    this.elsewhere[category]?.(false) ?? this.look(category, seller, id);

  private readonly lookForSure: Look = (seller, { category, id }) =>
    this.elsewhere[category]?.(true) ?? this.read(category, seller, id);

  /** Appends what was decided. Answers its position, or a failure after which the stream has to be looked at; any other is thrown. */
  private async append(stream: HeldStream, { at, events, state }: Plan): Promise<bigint | WrongRevision | StoreUnavailable> {
    if (events.length === 0) return stream.position;
    try {
      const position = await this.store.append(stream.name, at, events);
      stream.confirm(at, events, state, position);
      return position;
    } catch (error) {
      if (error instanceof WrongRevision || error instanceof StoreUnavailable) return error;
      throw error;
    }
  }

  /** Reads what the stream now holds, however long the store is away, up to the deadline. */
  private async findOut(stream: HeldStream, deadline: number): Promise<void> {
    for (let wait = 10; ; wait = Math.min(wait * 2, 500)) {
      try {
        await stream.bringForward(this.store);
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || performance.now() + wait > deadline) throw error;
        await pause(wait);
      }
    }
  }
}

/** Decides on what the rules want to see, which has to be waited for only if it is not at hand. */
const plannedOn = async (stream: HeldStream, commands: readonly Command[], looks: Looks): Promise<Plan> => {
  for (;;) {
    const plan = decideAll(stream, commands, looks);
    if (plan.verdicts.length > 0) return plan;
    await looks.gather(stream.context, stream.state, commands.slice(0, EVENTS_PER_APPEND));
  }
};

/**
 * A refusal on states that may be stale is no refusal yet. An append proves the stream's own state that it was decided on; without
 * one, look.
 */
const isCertain = ({ events, verdicts }: Plan, known: { readonly own: boolean; readonly others: boolean }): boolean =>
  ((known.own || events.length > 0) && (known.others || verdicts.every(ledToSomething))) ||
  verdicts.every(({ kind }) => kind === 'known');

const ledToSomething = (verdict: Verdict): boolean =>
  verdict.kind === 'decided' ? verdict.events.length > 0 : verdict.kind !== 'refused';

/** Answers the letters whose commands are settled, and takes them off the front. */
const deliver = (letters: Waiting[], answers: readonly (Answer | { readonly error: unknown })[]): void =>
  letters.splice(0, answers.length).forEach(({ resolve, reject }, index) => {
    const answer = answers[index];
    if (answer && 'error' in answer) reject(answer.error);
    else if (answer) resolve(answer);
  });
