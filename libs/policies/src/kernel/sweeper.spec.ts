import { addDays, Refusal, type CalendarDate, type DomainEvent } from '@usance/domain';
import { contextOf } from '../../../../test/spec/happened';
import { Sweeping } from '../../../../test/spec/sweeping';
import { byTheDay } from './by-the-day';
import { AT_ONCE, withoutNote, type Deadline } from './deadline';

type Asked = DomainEvent<'Asked', { readonly of: string; readonly on: CalendarDate }>;
type Done = DomainEvent<'Done', { readonly of: string; readonly then?: string; readonly on: CalendarDate }>;

const asked = (of: string, on: CalendarDate): Asked => ({ type: 'Asked', data: { of, on } });

/** A policy that does on the day what it is asked, or what follows from something done. */
const does = (of: string, others: Partial<Deadline> = {}): Deadline => ({
  ...byTheDay<Asked | Done>({
    name: `do-${of}`,
    rows: of,
    on: {
      Asked: { becomes: (data) => (data.of === of ? { sendOn: data.on } : undefined) },
      Done: {
        becomes: (data) => {
          if (data.then === of) return { sendOn: data.on };
          return data.of === of ? 'done' : undefined;
        },
      },
    },
    sends: ({ buyer, sendOn }) => ({ name: 'Do', payload: { id: buyer, of, on: sendOn } }),
  }),
  ...others,
});

/** Each thing done on a day, once; what is refused or idle says its name. */
const thing = (then?: string) =>
  contextOf('thing', 'id', {
    Do: (_happened, { of, on, id }) => {
      if (id === 'refused') throw new Refusal('NOT_DUE');
      return String(id).startsWith('idle') ? [] : [{ type: 'Done', data: { of, on, ...(of === 'first' && { then }) } }];
    },
  });

const done = ({ store }: Sweeping): string[] =>
  store.log.flatMap(({ type, entity, data }) => (type === 'Done' ? [`${entity} ${String('of' in data && data.of)}`] : []));

describe('a sweep of many policies', () => {
  it('goes by the days of all of them, and within a day by their order', async () => {
    const sweeping = new Sweeping([does('second'), does('first')], [thing()]);
    sweeping
      .happened('thing', 'A', asked('first', '2025-03-01'), asked('second', '2025-03-03'))
      .happened('thing', 'B', asked('first', '2025-03-02'), asked('second', '2025-03-02'));
    await sweeping.dayIs('2025-12-31');
    expect(done(sweeping)).toEqual(['A first', 'B second', 'B first', 'A second']);
  });

  it('lets what follows from a day have its turn before the days after it, however large the gap', async () => {
    const sweeping = new Sweeping([does('first'), does('second')], [thing('second')]);
    for (let day = 0; day < 3; day += 1) sweeping.happened('thing', `T${day}`, asked('first', addDays('2025-03-01', day)));
    await sweeping.dayIs('2025-12-31');
    expect(done(sweeping)).toEqual(['T0 first', 'T0 second', 'T1 first', 'T1 second', 'T2 first', 'T2 second']);
    expect(sweeping.settled).toEqual([['2025-12-31', await sweeping.store.head()]]);
  });

  it('does at once what has no day', async () => {
    const sweeping = new Sweeping([does('first')], [thing()]);
    sweeping.happened('thing', 'A', asked('first', AT_ONCE));
    await sweeping.dayIs(sweeping.day);
    expect(done(sweeping)).toEqual(['A first']);
  });

  it('takes no policy’s turn while the rows of another have not followed the log', async () => {
    const sweeping = new Sweeping([does('first'), does('second')], [thing()]);
    sweeping.happened('thing', 'A', asked('first', '2025-03-01'));
    sweeping.day = '2025-03-01';
    const worker = sweeping.startWorker(await sweeping.store.head());
    sweeping.follow(sweeping.policies[0]);
    expect(await worker.sweep()).toBe('waiting');
    sweeping.follow();
    expect(await worker.sweep()).toBe('more');
    expect(await worker.sweep()).toBe('waiting');
    expect(done(sweeping)).toEqual(['A first']);
  });

  it('does all of a day before the next policy’s, though it takes more than a page', async () => {
    const sweeping = new Sweeping([does('first', { idle: true }), does('second')], [thing()]);
    for (let index = 0; index < 1001; index += 1) sweeping.happened('thing', `idle${index}`, asked('first', '2025-03-01'));
    sweeping.happened('thing', 'A', asked('second', '2025-03-01'));
    const sent = await sweeping.dayIs('2025-03-01');
    expect(sent).toHaveLength(1002);
    expect(sent.at(-1)?.payload.id).toBe('A');
  });
});

describe('a policy that may be idle', () => {
  const played = async (idle?: true) => {
    const sweeping = new Sweeping([does('first', { idle })], [thing()]);
    for (const name of ['idle', 'refused', 'A']) sweeping.happened('thing', name, asked('first', '2025-03-01'));
    await sweeping.dayIs('2025-03-01');
    return { sweeping, row: (name: string) => sweeping.rowsOf().get(`acme|${name}`) };
  };

  it('closes what came to nothing; another parks it, and says so', async () => {
    const idle = await played(true);
    expect(idle.row('idle')).toMatchObject({ status: 'closed', closedFor: 'NOTHING_TO_DO' });
    expect(idle.row('refused')).toMatchObject({ status: 'closed', closedFor: 'NOT_DUE' });
    expect(idle.sweeping.refused).toEqual([]);
    const other = await played();
    expect(other.row('idle')).toMatchObject({ status: 'parked', parkedFor: 'NOTHING_TO_DO' });
    expect(other.row('refused')).toMatchObject({ status: 'parked', parkedFor: 'NOT_DUE' });
    expect(other.sweeping.refused).toEqual(['acme|refused Do NOT_DUE']);
  });

  it('asks again when an event concerns it, and keeps no trace of the note', async () => {
    const { sweeping, row } = await played(true);
    const asLogged = withoutNote(row('idle') as object);
    expect(asLogged).toMatchObject({ status: 'waiting' });
    sweeping.happened('thing', 'idle', asked('second', '2025-03-01'));
    sweeping.follow();
    expect(row('idle')).toEqual({ ...asLogged, position: await sweeping.store.head() });
    expect(await sweeping.dayIs('2025-03-01')).toHaveLength(1);
  });

  it('is another command when an event opens the row anew for the same day', async () => {
    const { sweeping } = await played(true);
    sweeping.happened('thing', 'A', asked('first', '2025-03-01'));
    await sweeping.dayIs('2025-03-01');
    expect(done(sweeping)).toEqual(['A first', 'A first']);
  });
});

describe('a row that leads to many commands', () => {
  const many = (count: number) =>
    does('first', {
      async *sends({ sendOn: on }, { known, read }) {
        const { state } = await read({ category: 'thing', id: 'A' });
        for await (const { buyer } of known({ buyer: 'A' }) as AsyncIterable<{ buyer: string }>)
          for (let index = 0; index < count; index += 1)
            yield { to: `${index}`, name: 'Do', payload: { id: index % 2 ? 'refused' : `${buyer}${index}`, of: 'part', on } };
        yield { to: 'end', name: 'Do', payload: { id: 'A', of: 'first', on, known: (state as unknown[]).length } };
      },
    });

  const asking = (count: number) => new Sweeping([many(count)], [thing()]).happened('thing', 'A', asked('first', '2025-03-01'));

  it('sends all, though some are refused, and the last when all others are answered', async () => {
    const sweeping = asking(200);
    await sweeping.dayIs('2025-03-01');
    expect(done(sweeping)).toHaveLength(101);
    expect(done(sweeping).at(-1)).toBe('A first');
    expect(sweeping.refused).toHaveLength(100);
    expect(sweeping.sent.at(-1)?.payload.known).toBe(1);
    expect(sweeping.rowsOf().get('acme|A')).toMatchObject({ status: 'done' });
  });

  it('does nothing twice when it was cut short', async () => {
    const [whole, cut] = [asking(10), asking(10)];
    cut.refuse = ({ payload }) => {
      if (payload.id === 'A') throw new Error('killed');
    };
    await expect(cut.dayIs('2025-03-01')).rejects.toThrow('killed');
    expect(done(cut)).toHaveLength(5);
    cut.refuse = undefined;
    cut.startWorker();
    for (const sweeping of [whole, cut]) await sweeping.dayIs('2025-03-01');
    expect(done(cut)).toEqual(done(whole));
    expect(cut.store.log.map(({ id }) => id)).toEqual(whole.store.log.map(({ id }) => id));
  });

  it('is set aside when it leads to none', async () => {
    const sweeping = new Sweeping([does('first', { async *sends() {} })], [thing()]);
    sweeping.happened('thing', 'A', asked('first', '2025-03-01'));
    await sweeping.dayIs('2025-03-01');
    expect(sweeping.rowsOf().get('acme|A')).toMatchObject({ status: 'parked', parkedFor: 'NOTHING_TO_DO' });
  });
});
