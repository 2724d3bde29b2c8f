import fc from 'fast-check';
import { newAccount, type Account, type AccountEvent } from '@usance/domain';
import { takenBeyondTheLimit } from '../spec/account/credit-oracle';
import { balancesOn } from '../spec/account/journal';
import { decide, evolveAll } from '../spec/account/life';
import { anyOf } from '../spec/account/random';
import type { Asked } from '../spec/given-when-then';

/** A stream as a store keeps it: an append says what it has seen, and loses when another was faster. */
class Stream {
  readonly events: AccountEvent[] = [];

  constructor(private readonly checksRevision: boolean) {}

  append(seen: number, events: readonly AccountEvent[]): boolean {
    if (this.checksRevision && seen !== this.events.length) return false;
    this.events.push(...events);
    return true;
  }
}

/** A process that decides on what it has last seen of the stream, which may be old. */
class Writer {
  private state: Account = newAccount;
  private seen = 0;
  readonly counts = { appended: 0, lost: 0 };

  constructor(
    private readonly stream: Stream,
    private readonly waiting: Asked[],
  ) {}

  look(): void {
    this.state = evolveAll(this.state, this.stream.events.slice(this.seen));
    this.seen = this.stream.events.length;
  }

  /** Tries its next command. A loser looks again and keeps the command for its next turn. */
  try(): void {
    const [asked] = this.waiting;
    if (!asked) return;
    const { events } = decide(this.state, asked);
    if (!this.stream.append(this.seen, events)) {
      this.counts.lost += 1;
      this.look();
      return;
    }
    this.counts.appended += events.length;
    this.waiting.shift();
  }
}

const commands = fc.array(
  anyOf(
    'IssueInvoice',
    'IssueInvoice',
    'IssueInvoice',
    'RecordPayment',
    'AllocatePayment',
    'ReversePayment',
    'ReduceLimit',
    'CancelInvoice',
  ),
  { minLength: 3, maxLength: 15 },
);
const turns = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.constantFrom('look', 'try', 'try')), { minLength: 20, maxLength: 80 });
const limit: AccountEvent = {
  type: 'LimitGranted',
  data: { amount: { minor: 20n, currency: 'EUR' }, validFrom: '2026-01-01' },
};

interface Race {
  readonly ofEach: readonly [Asked[], Asked[]];
  readonly turns: readonly (readonly [number, string])[];
}

const races: fc.Arbitrary<Race> = fc.record({ ofEach: fc.tuple(commands, commands), turns });

const run = (race: Race, checksRevision: boolean): { events: readonly AccountEvent[]; lost: number; appended: number[] } => {
  const stream = new Stream(checksRevision);
  stream.append(0, [limit]);
  const writers = race.ofEach.map((waiting) => new Writer(stream, [...waiting]));
  for (const writer of writers) writer.look();
  for (const [who, what] of race.turns) {
    if (what === 'look') writers[who]?.look();
    else writers[who]?.try();
  }
  return {
    events: stream.events,
    lost: writers.reduce((sum, { counts }) => sum + counts.lost, 0),
    appended: writers.map(({ counts }) => counts.appended),
  };
};

describe('two writers that decide on what they last saw of an account', () => {
  it('never take more credit than the limit leaves', () =>
    fc.assert(
      fc.property(races, (race) => expect(takenBeyondTheLimit(run(race, true).events)).toEqual([])),
      { numRuns: 500 },
    ));

  it('never settle more of an invoice than is open, nor with more than was paid', () =>
    fc.assert(
      fc.property(races, (race) => {
        for (const [item, minor] of balancesOn(run(race, true).events))
          expect(item.startsWith('invoice') ? minor >= 0n : minor <= 0n).toBe(true);
      }),
      { numRuns: 500 },
    ));

  // What the properties are worth: the races do clash, both writers get through, and a store that takes any append breaks the limit.
  it('do clash', () => {
    const results = fc.sample(races, { seed: 7, numRuns: 200 }).map((race) => run(race, true));
    expect(results.filter(({ lost }) => lost > 0).length).toBeGreaterThan(100);
    expect(results.filter(({ appended }) => appended.every((count) => count > 0)).length).toBeGreaterThan(100);
  });

  it('would take too much if appends did not say what they have seen', () => {
    const results = fc.sample(races, { seed: 7, numRuns: 200 }).map((race) => run(race, false));
    expect(results.some(({ events }) => takenBeyondTheLimit(events).length > 0)).toBe(true);
  });
});
