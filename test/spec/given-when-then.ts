import {
  formatMinor,
  parseAmount,
  Refusal,
  toWire,
  type Decider,
  type DomainEvent,
  type Money,
  type RefusalCode,
} from '@usance/domain';

/** Money of a specification: `400.00` is in euros, `400 JPY` is not. */
export const amount = (text: string): Money => {
  const [figure = '', currency = 'EUR'] = text.split(' ');
  const parsed = parseAmount(figure, currency);
  if (typeof parsed === 'string') throw new Error(`${text}: ${parsed}`);
  return parsed;
};

/** A command by its name in the decider's table. */
export interface Asked {
  readonly name: string;
  readonly payload: object;
}

type AnyDecider<State, Event extends DomainEvent, Facts> = Decider<State, Event, Facts, object>;

/** What came of a command: events, or a refusal. Checked in JSON form, where a difference can be read. */
class Outcome<Event extends DomainEvent> {
  constructor(private readonly decide: () => readonly Event[]) {}

  /** Exactly these events happened. */
  then(...events: readonly Event[]): void {
    expect(toWire(this.decide())).toEqual(toWire(events));
  }

  thenNothing(): void {
    this.then();
  }

  /** A rule said no; the facts given are among those it tells, amounts as decimal strings. */
  refused(code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}): void {
    const refusal = this.refusal();
    expect(refusal.code).toBe(code);
    expect(told(refusal.facts)).toMatchObject(facts);
  }

  private refusal(): Refusal {
    try {
      const events = this.decide();
      throw new Error(`not refused: ${events.map(({ type }) => type).join(', ') || 'nothing to do'}`);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }
}

const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'minor' in value;

const told = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, isMoney(value) ? formatMinor(value.minor, value.currency) : value]),
  );

/** What was: past events, and what is known from outside the stream. */
class Past<State, Event extends DomainEvent, Facts> {
  constructor(
    private readonly decider: AnyDecider<State, Event, Facts>,
    private readonly facts: Facts,
    private readonly events: readonly Event[],
  ) {}

  knowing(facts: Partial<Facts>): Past<State, Event, Facts> {
    return new Past(this.decider, { ...this.facts, ...facts }, this.events);
  }

  get state(): State {
    return this.events.reduce(this.decider.evolve, this.decider.initial);
  }

  when({ name, payload }: Asked): Outcome<Event> {
    const { commands, internal } = this.decider;
    const rules = { ...commands, ...internal } as Readonly<
      Record<string, (state: State, payload: object, facts: Facts) => Event[]>
    >;
    const decide = rules[name];
    if (!decide) throw new Error(`${this.decider.category} has no command ${name}`);
    return new Outcome(() => decide(this.state, payload, this.facts));
  }
}

/** `given(...events).when(command).then(...events)` for one decider, through its table. */
export const scenarios =
  <State, Event extends DomainEvent, Facts>(decider: AnyDecider<State, Event, Facts>, facts: Facts) =>
  (...events: readonly Event[]): Past<State, Event, Facts> =>
    new Past(decider, facts, events);
