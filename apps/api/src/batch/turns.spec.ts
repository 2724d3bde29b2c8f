import { StoreUnavailable, type Command } from '@usance/event-store';
import { yes } from '../testing/api-under-test';
import { Turns } from './turns';

/** Lines that are taken in order, and settled by hand. */
class Batch {
  private readonly turns = new Turns();
  private readonly open = new Map<string, { answer: () => void; fail: (error: Error) => void }>();
  /** What was begun, in order. */
  readonly begun: string[] = [];
  readonly failed: string[] = [];

  line(id: string, name: string, payload: object): this {
    const command: Command = {
      seller: 'acme',
      name,
      payload: payload as Command['payload'],
      commandId: id,
      inputHash: id,
      correlationId: id,
    };
    const work = () => {
      this.begun.push(id);
      return new Promise<ReturnType<typeof yes>>((resolve, reject) =>
        this.open.set(id, { answer: () => resolve(yes(command)), fail: reject }),
      );
    };
    this.turns.take(command, work).catch(() => this.failed.push(id));
    return this;
  }

  async done(id: string): Promise<this> {
    this.open.get(id)?.answer();
    return this.settled();
  }

  async fails(id: string): Promise<this> {
    this.open.get(id)?.fail(new StoreUnavailable('away'));
    return this.settled();
  }

  private async settled(): Promise<this> {
    await new Promise((resolve) => setImmediate(resolve));
    return this;
  }
}

const register = (batch: Batch, id: string, buyerId = 'B1') => batch.line(id, 'RegisterBuyer', { buyerId });
const grant = (batch: Batch, id: string, buyerId = 'B1') => batch.line(id, 'GrantLimit', { buyerId });
const publish = (batch: Batch, id: string) => batch.line(id, 'PublishCreditPolicy', {});

describe('the turns of a batch', () => {
  it('hands lines for one stream over at once', () => {
    const batch = new Batch();
    for (const id of ['1', '2', '3']) grant(batch, id);
    expect(batch.begun).toEqual(['1', '2', '3']);
  });

  it('lets a line for another stream of the buyer wait, and those of other buyers pass', async () => {
    const batch = new Batch();
    register(batch, '1');
    grant(batch, '2');
    grant(batch, '3');
    register(batch, '4', 'B2');
    expect(batch.begun).toEqual(['1', '4']);
    await batch.done('1');
    expect(batch.begun).toEqual(['1', '4', '2', '3']);
  });

  it('keeps the order over any change of streams', async () => {
    const batch = new Batch();
    register(batch, '1');
    grant(batch, '2');
    register(batch, '3');
    grant(batch, '4');
    for (const id of ['1', '2', '3', '4']) {
      expect(batch.begun.at(-1)).toBe(id);
      await batch.done(id);
    }
  });

  it('lets a line that concerns all wait for all before it, and all behind it for it', async () => {
    const batch = new Batch();
    grant(batch, '1');
    grant(batch, '2', 'B2');
    publish(batch, '3');
    grant(batch, '4');
    publish(batch, '5');
    await batch.done('1');
    expect(batch.begun).toEqual(['1', '2']);
    await batch.done('2');
    expect(batch.begun).toEqual(['1', '2', '3']);
    await batch.done('3');
    expect(batch.begun).toEqual(['1', '2', '3', '4']);
    await batch.done('4');
    expect(batch.begun).toEqual(['1', '2', '3', '4', '5']);
    grant(batch, '6');
    await batch.done('5');
    grant(batch, '7', 'B9');
    expect(batch.begun).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('puts off what is behind a line of the buyer that could not be carried out, and no other buyer', async () => {
    const batch = new Batch();
    register(batch, '1');
    grant(batch, '2');
    await batch.fails('1');
    grant(batch, '3');
    grant(batch, '4', 'B2');
    await batch.done('4');
    expect(batch.begun).toEqual(['1', '4']);
    expect(batch.failed).toEqual(['1', '2', '3']);
  });

  it('puts off everything behind a line for all that could not be carried out', async () => {
    const batch = new Batch();
    publish(batch, '1');
    grant(batch, '2');
    publish(batch, '3');
    await batch.fails('1');
    grant(batch, '4', 'B2');
    await batch.done('4');
    expect(batch.begun).toEqual(['1']);
    expect(batch.failed).toEqual(['1', '2', '3', '4']);
  });
});
