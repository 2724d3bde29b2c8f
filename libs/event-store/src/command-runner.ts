import { setTimeout as pause } from 'node:timers/promises';
import { allCommandsOf, entityOf, model, type Context, type Seen, type StreamRef } from '@usance/domain';
import { RevisionClash, type Answer, type Command } from './command';
import { decideAll, type Informed, type Plan } from './deciding';
import { StoreUnavailable, WrongRevision, type EventStore } from './event-store';
import type { HeldStream } from './held-stream';
import { HeldStreams, type Warn } from './held-streams';
import { Mailboxes, type Letter } from './mailbox';
import type { SnapshotStore } from './snapshots';
import { streamName } from './streams';

/** Work for one stream: a command to decide on it, or a look at its state. */
type Work = { readonly context: Context; readonly command?: Command };
type Waiting = Letter<Work, Answer | Seen>;

type Elsewhere = Readonly<Record<string, () => Promise<Seen>>>;

export interface CommandRunnerOptions {
  readonly store: EventStore;
  /** Where packed states lie beside the log; none: long streams are read whole. */
  readonly snapshots?: SnapshotStore;
  readonly contexts?: readonly Context[];
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
 */
export class CommandRunner {
  private readonly contexts: ReadonlyMap<string, Context>;
  private readonly byCategory: ReadonlyMap<string, Context>;
  private readonly streams: HeldStreams;
  private readonly store: EventStore;
  private readonly elsewhere: Elsewhere;
  private readonly patienceMs: number;
  private readonly mailboxes = new Mailboxes<Work, Answer | Seen>((name, letters) => this.work(name, letters));

  constructor({ store, snapshots, contexts = model, elsewhere = {}, warn = () => undefined, ...limits }: CommandRunnerOptions) {
    const { cachedEvents = 200_000, snapshotEvery = 4_000, restMs = 1_000, patienceMs = 10_000 } = limits;
    this.store = store;
    this.elsewhere = elsewhere;
    this.patienceMs = patienceMs;
    this.contexts = allCommandsOf(contexts);
    this.byCategory = new Map(contexts.map((context) => [context.decider.category, context]));
    this.streams = new HeldStreams({ store, snapshots, warn, cachedEvents, snapshotEvery, restMs });
  }

  /** Throws `Refusal`, `RevisionMismatch`, `RevisionClash` or `StoreUnavailable`; in the first two cases nothing is stored. */
  execute(command: Command): Promise<Answer> {
    const context = this.contexts.get(command.name);
    if (!context) throw new Error(`no command ${command.name}`);
    const { decider } = context;
    const name = streamName(decider.category, command.seller, entityOf(decider, command.payload));
    return this.mailboxes.post(name, { context, command }) as Promise<Answer>;
  }

  /** The state of a stream after everything that the store has acknowledged. */
  read(category: string, seller: string, entity: string): Promise<Seen> {
    const context = this.byCategory.get(category);
    if (!context) throw new Error(`no context ${category}`);
    return this.mailboxes.post(streamName(category, seller, entity), { context }) as Promise<Seen>;
  }

  /** Finishes what was taken. */
  async close(): Promise<void> {
    await this.mailboxes.idle();
    await this.streams.close();
  }

  private async work(name: string, letters: Waiting[]): Promise<void> {
    const [first] = letters;
    if (!first) return;
    const { stream, fresh } = await this.streams.take(name, first.item.context);
    try {
      const looks = letters.filter(({ item }) => !item.command);
      if (looks.length > 0 && !fresh) await stream.bringForward(this.store);
      for (const look of looks) {
        letters.splice(letters.indexOf(look), 1);
        look.resolve({ state: stream.state, revision: stream.revision, position: stream.position });
      }
      if (letters.length > 0) await this.settle(stream, letters, fresh || looks.length > 0);
    } finally {
      this.streams.keep(stream);
    }
  }

  /** Decides the waiting commands, as many as go into one append, until their outcome is certain. */
  private async settle(stream: HeldStream, letters: Waiting[], upToDate: boolean): Promise<void> {
    const commands = letters.map(({ item }) => item.command as Command);
    const sent = new Set<string>();
    const deadline = performance.now() + this.patienceMs;
    for (let clashes = 0; ; upToDate = true) {
      const plan = decideAll(stream, await this.informed(stream, commands));
      if (!isCertain(plan, upToDate) && (await stream.bringForward(this.store))) continue;
      const failure = await this.append(stream, plan);
      if (!failure) return deliver(stream, letters, plan, sent);
      for (const { metadata } of plan.events) sent.add(metadata.commandId);
      if (failure instanceof WrongRevision) clashes += 1;
      if (clashes > CLASHES) throw new RevisionClash(stream.name);
      await pause(Math.random() * 2 ** Math.min(clashes, 5));
      await this.findOut(stream, deadline);
    }
  }

  /** Appends what was decided. Answers a failure after which the stream has to be looked at; any other is thrown. */
  private async append(stream: HeldStream, { events, state }: Plan): Promise<WrongRevision | StoreUnavailable | undefined> {
    if (events.length === 0) return undefined;
    try {
      stream.confirm(events, state, await this.store.append(stream.name, stream.revision, events));
      return undefined;
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

  /** Looks at other streams where a command's rule has to: on the state that is held, before any of the group is decided. */
  private async informed({ context, state, revision, position }: HeldStream, commands: readonly Command[]): Promise<Informed[]> {
    const self = { revision, position };
    const wanted = commands.map(({ name, payload }) => Object.entries(context.reads(state, { name, payload }, {})));
    if (wanted.every((refs) => refs.length === 0))
      return commands.map((command) => ({ command, facts: context.facts({}, self) }));
    return Promise.all(
      commands.map(async (command, index): Promise<Informed> => {
        const look = async ([name, { category, id }]: [string, StreamRef]) =>
          [name, await (this.elsewhere[category]?.() ?? this.read(category, command.seller, id))] as const;
        return { command, facts: context.facts(Object.fromEntries(await Promise.all((wanted[index] ?? []).map(look))), self) };
      }),
    );
  }
}

/** A refusal on a state that may be stale is no refusal yet. An append proves the state that it was decided on; without one, look. */
const isCertain = ({ events, verdicts }: Plan, upToDate: boolean): boolean =>
  events.length > 0 || upToDate || verdicts.every(({ kind }) => kind === 'known');

/** Answers the letters whose commands are settled, and takes them off the front. */
const deliver = (stream: HeldStream, letters: Waiting[], { verdicts }: Plan, sent: ReadonlySet<string>): void => {
  const answers = verdicts.map((verdict, index): Answer | { error: unknown } => {
    if (verdict.kind === 'refused') return { error: verdict.error };
    if (verdict.kind === 'known') return { ...verdict.answer, repeated: !sent.has(verdict.answer.commandId) };
    const { commandId } = letters[verdict.kind === 'twin' ? verdict.of : index]?.item.command as Command;
    const decided = verdict.kind === 'twin' ? verdicts[verdict.of] : verdict;
    if (decided?.kind !== 'decided') throw new Error('a twin of nothing');
    return {
      commandId,
      stream: stream.name,
      revision: decided.lastRevision,
      position: stream.position,
      events: decided.events.map(({ id, event }) => ({ id, type: event.type })),
      repeated: verdict.kind === 'twin',
    };
  });
  letters.splice(0, answers.length).forEach(({ resolve, reject }, index) => {
    const answer = answers[index];
    if (answer && 'error' in answer) reject(answer.error);
    else if (answer) resolve(answer);
  });
};
