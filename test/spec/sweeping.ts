import { BUSINESS_DAY, type CalendarDate, type Context, type DomainEvent } from '@usance/domain';
import { CommandRunner, inputHash, streamName, type Command } from '@usance/event-store';
import { Sweeper, type Deadline, type DeadlineRow, type DeadlineRows, type SweptPolicy } from '@usance/policies';
import { foldOnce, type Stored } from '@usance/projections/kernel';
import { MemoryEventStore } from './memory-event-store';

/** A policy with its rows in memory. */
class RowsInMemory implements DeadlineRows {
  readonly documents = new Map<string, Stored<object>>();
  private followed = 0n;

  constructor(readonly policy: Deadline) {}

  /** The rows follow the log, as the projection host lets them. */
  follow({ log }: MemoryEventStore): void {
    const { rows } = this.policy;
    for (const event of log.filter(({ position }) => position > this.followed))
      for (const key of rows.documents(event)) {
        const row = foldOnce(rows, this.documents.get(key), event, key);
        if (row) this.documents.set(key, row);
      }
    this.followed = log.at(-1)?.position ?? 0n;
  }

  position(): Promise<bigint> {
    return Promise.resolve(this.followed);
  }

  async firstDue(day: CalendarDate): Promise<CalendarDate | undefined> {
    const [row] = await this.due(day, 1);
    return row?.sendOn;
  }

  due(day: CalendarDate, atMost: number): Promise<readonly DeadlineRow[]> {
    return Promise.resolve(
      [...(this.documents as Map<string, DeadlineRow>).values()]
        .filter(({ status, sendOn }) => status === 'waiting' && sendOn <= day)
        .sort((a, b) => (a.sendOn + a._id < b.sendOn + b._id ? -1 : 1))
        .slice(0, atMost),
    );
  }

  setAside(row: DeadlineRow, note: object): Promise<void> {
    if (this.documents.get(row._id)?.position === row.position) this.documents.set(row._id, { ...row, ...note });
    return Promise.resolve();
  }

  async *known(seller: string, having: object): AsyncGenerator<object> {
    await Promise.resolve();
    const wanted = Object.entries({ ...having, seller });
    for (const [, document] of [...this.documents].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (wanted.every(([name, value]) => (document as Record<string, unknown>)[name] === value)) yield document;
  }
}

/** Policies on a log in memory, with their rows there, too: what the worker puts together. */
export class Sweeping {
  readonly store = new MemoryEventStore();
  readonly sent: Command[] = [];
  readonly settled: [CalendarDate, bigint][] = [];
  readonly refused: string[] = [];
  carriedOut = 0;
  day: CalendarDate = '2025-01-01';
  /** Answers in the rules' place, when set. */
  refuse: ((command: Command) => void) | undefined;
  private readonly swept: readonly RowsInMemory[];
  private readonly runner: CommandRunner;
  private sweeper: Sweeper;

  /** `contexts`: rules in place of the model's. */
  constructor(policies: readonly Deadline[], contexts?: readonly Context[]) {
    this.swept = policies.map((policy) => new RowsInMemory(policy));
    const day = () => Promise.resolve({ state: this.day, revision: -1n, position: 0n });
    this.runner = new CommandRunner({
      store: this.store,
      patienceMs: 1,
      ...(contexts && { contexts }),
      elsewhere: { [BUSINESS_DAY.category]: day },
    });
    this.sweeper = this.startWorker();
  }

  get policies(): readonly Deadline[] {
    return this.swept.map(({ policy }) => policy);
  }

  /** Another worker takes over; it sweeps nothing before the rows are where the log is said to be. */
  startWorker(expected = 0n): Sweeper {
    const ports = {
      today: () => Promise.resolve({ day: this.day, move: 0n }),
      execute: (command: Command) => {
        this.sent.push(command);
        this.refuse?.(command);
        return this.runner.execute(command);
      },
      read: (seller: string, { category, id }: { category: string; id: string }) => this.runner.read(category, seller, id),
      onRefused: (_policy: Deadline, { _id }: DeadlineRow, { name }: Command, { code }: { code: string }) =>
        void this.refused.push(`${_id} ${name} ${code}`),
      progress: {
        carriedOut: (commands: number) => Promise.resolve(void (this.carriedOut += commands)),
        settled: ({ day }: { day: CalendarDate }, position: bigint) => Promise.resolve(void this.settled.push([day, position])),
      },
    };
    const policies = this.swept.map((rows): SweptPolicy => ({ policy: rows.policy, rows }));
    return (this.sweeper = new Sweeper(policies, ports, expected));
  }

  /** A command of a caller, on buyer B1 if it does not say. */
  async given(name: string, payload: Record<string, unknown>): Promise<this> {
    const commandId = `${name}-${this.store.log.length}`;
    const whole = { buyerId: 'B1', ...payload };
    await this.runner.execute({
      seller: 'acme',
      name,
      payload: whole,
      commandId,
      inputHash: inputHash(name, whole),
      correlationId: commandId,
    });
    return this;
  }

  /** Events that another process recorded on a stream of acme's. */
  happened(category: string, entity: string, ...events: readonly DomainEvent[]): this {
    const stream = streamName(category, 'acme', entity);
    const revision = this.store.revisionOf(stream);
    this.store.apply(
      stream,
      revision,
      events.map((event, index) => {
        const id = `${stream}@${revision + BigInt(index + 1)}`;
        const through = String(revision + BigInt(events.length));
        const metadata = {
          commandId: id,
          inputHash: '',
          $correlationId: id,
          $causationId: id,
          seller: 'acme',
          appendedThrough: through,
        };
        return { id, event, metadata };
      }),
    );
    return this;
  }

  /** It becomes that day. Answers what was sent, in short: `ExpireLimit B1 2025-04-01`, with these fields of it. */
  async says(day: CalendarDate, ...fields: readonly string[]): Promise<string[]> {
    const sent = await this.dayIs(day);
    return sent.map(({ name, payload }) => [name, ...fields.map((field) => String(payload[field]))].join(' '));
  }

  /** What the events of a type say. */
  recorded(type: string): readonly object[] {
    return this.store.log.flatMap((event) => (event.type === type ? [event.data] : []));
  }

  /** What a policy, the first if none is named, keeps by key. */
  rowsOf(policy?: Deadline): Map<string, Stored<object>> {
    const found = policy ? this.swept.find((rows) => rows.policy === policy) : this.swept[0];
    if (!found) throw new Error('no such policy');
    return found.documents;
  }

  /** The rows follow the log, those of all policies if none is named. */
  follow(only?: Deadline): void {
    for (const rows of this.swept) if (!only || rows.policy === only) rows.follow(this.store);
  }

  /** It becomes that day; all that follows happens. Answers what was sent. */
  async dayIs(day: CalendarDate): Promise<readonly Command[]> {
    this.day = day;
    const before = this.sent.length;
    let rounds = 0;
    do {
      if (++rounds > 10_000) throw new Error('the sweep never ends');
      this.follow();
    } while ((await this.sweeper.sweep()) !== 'settled');
    return this.sent.slice(before);
  }
}
