import { account, BUSINESS_DAY, money, Refusal } from '@usance/domain';
import { businessDayIs } from '../../../test/spec/business-day';
import { MemoryEventStore } from '../../../test/spec/memory-event-store';
import { CommandRunner, inputHash, RevisionMismatch, StoreUnavailable } from '.';
import type { Command, CommandRunnerOptions, Snapshot, SnapshotStore } from '.';

const command = (name: string, payload: Record<string, unknown>, more: Partial<Command> = {}): Command => ({
  seller: 'acme',
  name,
  payload,
  commandId:
    more.commandId ??
    `${name}-${JSON.stringify(payload, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}`,
  inputHash: inputHash(name, payload),
  correlationId: 'c-1',
  ...more,
});

const eur = (minor: number) => money(BigInt(minor), 'EUR');
const register = command('RegisterBuyer', { buyerId: 'B1', legalName: 'Bravo', country: 'DE' });
const grant = (minor: number) => command('GrantLimit', { buyerId: 'B1', amount: eur(minor), validFrom: '2026-01-01' });
const issue = (invoiceId: string, minor: number, more: Partial<Command> = {}) =>
  command('IssueInvoice', { buyerId: 'B1', invoiceId, amount: eur(minor), issuedOn: '2026-02-01', dueOn: '2026-03-01' }, more);

const ACCOUNT = 'account-acme.B1';

class MemorySnapshots implements SnapshotStore {
  readonly held = new Map<string, Snapshot>();
  load = (stream: string) => Promise.resolve(this.held.get(stream));
  save = (stream: string, snapshot: Snapshot) => Promise.resolve(void this.held.set(stream, snapshot));
}

const runnerOn = (options: CommandRunnerOptions) => new CommandRunner({ elsewhere: businessDayIs('2026-02-10'), ...options });

const withLimit = async (minor: number) => {
  const store = new MemoryEventStore();
  const runner = runnerOn({ store, patienceMs: 200 });
  await runner.execute(register);
  await runner.execute(grant(minor));
  return { store, runner };
};

describe('the command runner', () => {
  it('answers with stream, revision, position and events', async () => {
    const { runner, store } = await withLimit(1_000);
    expect(await runner.execute(issue('I1', 400))).toEqual({
      commandId: expect.stringContaining('IssueInvoice'),
      stream: ACCOUNT,
      revision: 1n,
      position: await store.head(),
      events: [{ id: store.log.at(-1)?.id, type: 'InvoiceIssued' }],
      data: expect.any(Function),
      repeated: false,
    });
  });

  it('asks other streams only while it must: a new account looks whether its buyer is registered', async () => {
    const store = new MemoryEventStore();
    await expect(runnerOn({ store }).execute(grant(1_000))).rejects.toMatchObject({ code: 'BUYER_UNKNOWN' });
    expect(store.log).toEqual([]);
  });

  it('looks elsewhere for what is no stream, and lets nothing overtake the command that waits for it', async () => {
    const { store } = await withLimit(1_000);
    let day: string | Promise<string> = '2026-02-10';
    const elsewhere = { [BUSINESS_DAY.category]: async () => ({ state: await day, revision: -1n, position: 0n }) };
    const runner = runnerOn({ store, elsewhere });
    await runner.execute(issue('I1', 100));
    let say: (day: string) => void = () => undefined;
    day = new Promise<string>((resolve) => (say = resolve));
    const marked = runner.execute(command('MarkOverdue', { buyerId: 'B1', invoiceId: 'I1', today: '2026-03-02' }));
    const paid = runner.execute(
      command('RecordPayment', { buyerId: 'B1', paymentId: 'P1', amount: eur(100), paidOn: '2026-02-10' }),
    );
    say('2026-03-02');
    await Promise.all([marked, paid]);
    expect(store.log.slice(-2).map(({ type }) => type)).toEqual(['InvoiceFellOverdue', 'PaymentRecorded']);
  });

  it('decides what waits for a stream one after another and appends it at once', async () => {
    const { runner, store } = await withLimit(1_000);
    const before = store.appends;
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => runner.execute(issue(`I${index}`, 100))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(
      outcomes.filter((outcome) => outcome.status === 'rejected' && (outcome.reason as Refusal).code === 'LIMIT_EXCEEDED'),
    ).toHaveLength(10);
    expect(store.appends - before).toBeLessThanOrEqual(2);
  });

  it('never lets two processes take the same credit', async () => {
    const { store } = await withLimit(1_000);
    const [one, other] = [runnerOn({ store }), runnerOn({ store })];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? one : other).execute(issue(`I${index}`, 100))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(store.log.filter(({ type }) => type === 'InvoiceIssued')).toHaveLength(10);
  });

  it('looks again before it refuses on a state that another process may have changed', async () => {
    const { store, runner } = await withLimit(1_000);
    await runner.execute(issue('I1', 1_000));
    const other = runnerOn({ store });
    await other.execute(command('RecordPayment', { buyerId: 'B1', paymentId: 'P1', amount: eur(1_000), paidOn: '2026-02-10' }));
    await expect(runner.execute(issue('I2', 1_000))).resolves.toMatchObject({ revision: 3n });
  });

  describe('idempotency', () => {
    it('gives the first answer again, also after a restart', async () => {
      const { store, runner } = await withLimit(1_000);
      const many = await Promise.all(['I1', 'I2', 'I3'].map((id) => runner.execute(issue(id, 100, { commandId: `key-${id}` }))));
      for (const again of [runner, runnerOn({ store })])
        expect(await again.execute(issue('I2', 100, { commandId: 'key-I2' }))).toEqual({
          ...many[1],
          data: expect.any(Function),
          repeated: true,
        });
    });

    it('says the same of the events again, read from the stream', async () => {
      const { store, runner } = await withLimit(1_000);
      const pay = { buyerId: 'B1', paymentId: 'P1', amount: eur(60), paidOn: '2026-02-10' };
      await runner.execute(issue('I1', 100));
      const answers = await Promise.all([
        runner.execute(command('RecordPayment', pay, { commandId: 'key' })),
        runner.execute(issue('I2', 100)),
      ]);
      const first = await answers[0].data();
      expect(first.map(({ type }) => type)).toEqual(answers[0].events.map(({ type }) => type));
      expect(first[0]?.data).toMatchObject({ paymentId: 'P1', amount: eur(60) });
      const reads = store.reads;
      const again = await runner.execute(command('RecordPayment', pay, { commandId: 'key' }));
      expect(store.reads).toBe(reads);
      expect(await again.data()).toEqual(first);
    });

    it('refuses a key used for another input', async () => {
      const { runner } = await withLimit(1_000);
      await runner.execute(issue('I1', 100, { commandId: 'key' }));
      await expect(runner.execute(issue('I1', 101, { commandId: 'key' }))).rejects.toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
      });
    });

    it('holds among commands that go out together', async () => {
      const { runner, store } = await withLimit(1_000);
      const answers = await Promise.all([1, 2, 3].map(() => runner.execute(issue('I1', 100, { commandId: 'key' }))));
      expect(answers.map(({ repeated }) => repeated)).toEqual([false, true, true]);
      expect(new Set(answers.map(({ revision }) => revision)).size).toBe(1);
      await expect(
        Promise.all([
          runner.execute(issue('I2', 100, { commandId: 'k2' })),
          runner.execute(issue('I3', 100, { commandId: 'k2' })),
        ]),
      ).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(store.log.filter(({ type }) => type === 'InvoiceIssued')).toHaveLength(2);
    });

    it('does not use a key up on a refusal', async () => {
      const { runner } = await withLimit(100);
      await expect(runner.execute(issue('I1', 101, { commandId: 'key' }))).rejects.toThrow(Refusal);
      await expect(runner.execute(issue('I1', 100, { commandId: 'key' }))).resolves.toMatchObject({ repeated: false });
    });

    it('does not use a key up on what has nothing to do', async () => {
      const { runner } = await withLimit(100);
      const pay = command('RecordPayment', {
        buyerId: 'B1',
        paymentId: 'P1',
        amount: eur(1),
        paidOn: '2026-02-10',
        allocations: [],
      });
      await runner.execute(pay);
      const allocate = { buyerId: 'B1', paymentId: 'P1', allocatedOn: '2026-02-10', allocations: [] };
      for (const _time of ['first', 'second'])
        expect(await runner.execute(command('AllocatePayment', allocate, { commandId: 'key' }))).toMatchObject({
          events: [],
          repeated: false,
        });
      await expect(runner.execute(issue('I1', 100, { commandId: 'key' }))).resolves.toMatchObject({ repeated: false });
    });
  });

  describe('when the store', () => {
    it('loses the reply of an append, the command is found in the stream and not done twice', async () => {
      const { runner, store } = await withLimit(1_000);
      store.mishaps.push('reply lost');
      expect(await runner.execute(issue('I1', 100))).toMatchObject({ revision: 1n, repeated: false });
      expect(store.log.filter(({ type }) => type === 'InvoiceIssued')).toHaveLength(1);
    });

    it('loses an append, it is sent again', async () => {
      const { runner, store } = await withLimit(1_000);
      store.mishaps.push('never arrived', 'never arrived');
      expect(await runner.execute(issue('I1', 100))).toMatchObject({ revision: 1n });
      expect(store.log.filter(({ type }) => type === 'InvoiceIssued')).toHaveLength(1);
    });

    it('is away for long, the caller is told, and the next command works', async () => {
      const { runner, store } = await withLimit(1_000);
      store.away = true;
      await expect(runner.execute(issue('I1', 100))).rejects.toThrow(StoreUnavailable);
      store.away = false;
      await expect(runner.execute(issue('I1', 100))).resolves.toMatchObject({ revision: 1n });
    });
  });

  it('puts off what waits behind a command that it could not carry out: nothing overtakes', async () => {
    const { runner, store } = await withLimit(1_000);
    store.away = true;
    const first = runner.execute(issue('I1', 100));
    await new Promise((resolve) => setImmediate(resolve)); // the first is under way
    const second = runner.execute(issue('I2', 100));
    const outcomes = await Promise.allSettled([first, second]);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable)).toEqual([
      true,
      true,
    ]);
  });

  describe('If-Match', () => {
    it('holds at the revision that the caller saw', async () => {
      const { runner } = await withLimit(1_000);
      await expect(runner.execute(issue('I1', 100, { ifMatch: 0n }))).resolves.toMatchObject({ revision: 1n });
    });

    it('fails when the stream went on, also when another process wrote', async () => {
      const { runner, store } = await withLimit(1_000);
      await runnerOn({ store }).execute(issue('I1', 100));
      await expect(runner.execute(issue('I2', 100, { ifMatch: 0n }))).rejects.toThrow(RevisionMismatch);
      await expect(runner.execute(issue('I2', 100, { ifMatch: 1n }))).resolves.toMatchObject({ revision: 2n });
    });
  });

  describe('snapshots', () => {
    it('spare the reading of a long stream and change no answer', async () => {
      const store = new MemoryEventStore();
      const snapshots = new MemorySnapshots();
      const writer = runnerOn({ store, snapshots, snapshotEvery: 10 });
      await writer.execute(register);
      await writer.execute(grant(100_000));
      for (let index = 0; index < 30; index++) await writer.execute(issue(`I${index}`, 100, { commandId: `key-${index}` }));
      await writer.close();
      expect(snapshots.held.get(ACCOUNT)?.revision).toBeGreaterThanOrEqual(20n);

      const questions = [
        issue('I7', 100, { commandId: 'key-7' }),
        issue('I7', 100, { commandId: 'other' }),
        issue('J1', 97_001, { commandId: 'too much' }),
      ];
      const answers = async (runner: CommandRunner) =>
        (await Promise.allSettled(questions.map((question) => runner.execute(question)))).map((outcome) =>
          outcome.status === 'fulfilled'
            ? { ...outcome.value, data: undefined }
            : [(outcome.reason as Refusal).code, (outcome.reason as Refusal).facts],
        );
      expect(await answers(runnerOn({ store, snapshots }))).toEqual(await answers(runnerOn({ store })));
    });

    it('that cannot be read are left aside', async () => {
      const { store } = await withLimit(1_000);
      const warnings: string[] = [];
      const snapshots = new MemorySnapshots();
      snapshots.held.set(ACCOUNT, {
        revision: 0n,
        version: `account/${account.stateVersion}/2`,
        bytes: new Uint8Array([1, 2, 3]),
      });
      const runner = runnerOn({ store, snapshots, warn: (message) => warnings.push(message) });
      await expect(runner.execute(issue('I1', 100))).resolves.toMatchObject({ revision: 1n });
      expect(warnings).toEqual(['a snapshot cannot be read']);
    });
  });

  it('finishes what it took before it closes', async () => {
    const { runner, store } = await withLimit(1_000);
    const taken = runner.execute(issue('I1', 100));
    await runner.close();
    expect(store.log.at(-1)?.type).toBe('InvoiceIssued');
    await taken;
  });
});
