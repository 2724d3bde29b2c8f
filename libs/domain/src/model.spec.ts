import { newAccount, newBuyer, type AccountFacts, type Buyer, type Payload, type Seen } from '.';
import { allCommandsOf, BUSINESS_DAY, commandsOf, model } from './model';

const contextOf = (category: string) => {
  const context = model.find(({ decider }) => decider.category === category);
  if (!context) throw new Error(`no context ${category}`);
  return context;
};

const asked = (payload: Payload, name = 'RecordPayment') => ({ name, payload });

/** The command's own stream. */
const self = { revision: 4n, position: 40n };

const at = <State>(state: State, revision = 0n, position = 10n): Seen<State> => ({ state, revision, position });

const file: Buyer = { ...newBuyer, file: { buyerId: 'B7', legalName: 'Bravo GmbH', country: 'DE' } };

const ALWAYS = {
  day: BUSINESS_DAY,
  policy: { category: 'settings', id: 'credit-policy' },
  merges: { category: 'merges', id: 'buyers' },
};
const THE_FILE = { buyer: { category: 'buyer', id: 'B7' } };

describe('the model', () => {
  it('knows every command once, and where it belongs', () => {
    const names = model.flatMap(({ decider }) => Object.keys(decider.commands));
    expect(new Set(names).size).toBe(names.length);
    expect([...commandsOf().keys()]).toEqual(names);
    expect(commandsOf().get('IssueInvoice')?.decider.category).toBe('account');
    expect(commandsOf().get('FileClaim')?.decider.category).toBe('claim');
  });

  it('keeps what only the system sends from callers', () => {
    expect(allCommandsOf().get('ExpireLimit')?.decider.category).toBe('account');
    expect(commandsOf().has('ExpireLimit')).toBe(false);
  });
});

describe('what an account’s rules look at', () => {
  const { reads, facts } = contextOf('account');
  const used = { ...newAccount, known: true };

  it('is the day, the credit policy and the merges, and the buyer’s file while the account is new', () => {
    expect(reads(newAccount, asked({ buyerId: 'B7' }), {})).toEqual({ ...ALWAYS, ...THE_FILE });
    expect(reads(used, asked({ buyerId: 'B7' }), {})).toEqual(ALWAYS);
    expect(facts({ buyer: at(newBuyer, -1n) }, self, asked({ buyerId: 'B7' }))).toMatchObject({ buyerRegistered: false });
    expect(facts({ buyer: at(file) }, self, asked({ buyerId: 'B7' }))).toMatchObject({ buyerRegistered: true });
    expect(facts({ day: at('2026-02-09') }, self, asked({ buyerId: 'B7' }))).toMatchObject({ businessDay: '2026-02-09' });
  });

  it('is the buyer’s country too for an order, once its file is seen', () => {
    const order = asked({ buyerId: 'B7', orderedOn: '2026-01-10' }, 'SubmitOrder');
    expect(reads(used, order, {})).toEqual({ ...ALWAYS, ...THE_FILE });
    expect(reads(used, order, { buyer: at(file) })).toEqual({
      ...ALWAYS,
      ...THE_FILE,
      country: { category: 'country', id: 'DE' },
    });
  });

  it('is the accounts of its duplicates, and for a duplicate who is kept', () => {
    const merges = contextOf('merges').decider;
    const merged = merges.evolve(merges.initial, {
      type: 'BuyersMerged',
      data: { buyerId: 'B7', duplicateId: 'B8', mergedOn: '2026-01-01', reason: 'one company' },
    });
    const seen = { merges: at(merged) };
    expect(reads(used, asked({ buyerId: 'B7' }), seen)).toEqual({ ...ALWAYS, 'duplicate B8': { category: 'account', id: 'B8' } });
    expect(facts({ ...seen, 'duplicate B8': at(used) }, self, asked({ buyerId: 'B7' }))).toMatchObject({ duplicates: [used] });
    expect(facts(seen, self, asked({ buyerId: 'B8' }))).toMatchObject({ mergedInto: 'B7', duplicates: [] });
  });

  it('is told with the revisions that were seen, the day’s apart, and the newest position', () => {
    const seen = { day: at('2026-02-09'), buyer: at(file, 3n, 70n), policy: at(contextOf('settings').decider.initial, -1n, 0n) };
    const told = facts(seen, self, asked({ buyerId: 'B7' }, 'SubmitOrder')) as AccountFacts;
    expect(told.seen).toEqual({ buyer: '3', policy: '-1' });
    expect(told.position).toBe('70');
    expect(told.policyOn('2026-02-09').version).toBe(0);
  });
});

describe('what the other rules look at', () => {
  it('of a claim is the policy, the buyer’s file and the account', () =>
    expect(
      contextOf('claim').reads(
        { status: 'unfiled' },
        asked({ claimId: 'C-1', policyId: 'POL-1', buyerId: 'B7' }, 'FileClaim'),
        {},
      ),
    ).toEqual({
      policy: { category: 'policy', id: 'POL-1' },
      buyer: { category: 'buyer', id: 'B7' },
      account: { category: 'account', id: 'B7' },
    }));

  it('of a score is the scorecard, the policy, the account and the buyer’s country', () => {
    const score = asked({ buyerId: 'B7', scoredOn: '2026-01-10' }, 'ScoreBuyer');
    expect(contextOf('buyer').reads(file, score, {})).toEqual({
      policy: { category: 'settings', id: 'credit-policy' },
      scorecard: { category: 'settings', id: 'scorecard:usance' },
      account: { category: 'account', id: 'B7' },
      country: { category: 'country', id: 'DE' },
    });
  });

  it('of a new file is the day, of another fact or an insurance policy nothing', () => {
    expect(contextOf('buyer').reads(newBuyer, asked({ buyerId: 'B7' }, 'RegisterBuyer'), {})).toEqual({ day: BUSINESS_DAY });
    expect(contextOf('buyer').reads(file, asked({ buyerId: 'B7' }, 'RecordSignal'), {})).toEqual({});
    expect(contextOf('policy').reads({}, asked({ policyId: 'POL-1' }, 'BindPolicy'), {})).toEqual({});
  });

  it('of an account is its alerts, for an alert that the file does not know', () => {
    const acknowledge = asked({ buyerId: 'B7', alertId: 'utilisation-watch-1' }, 'AcknowledgeAlert');
    expect(contextOf('buyer').reads(file, acknowledge, {})).toEqual({ account: { category: 'account', id: 'B7' } });
    const crossed = { levels: { utilisation: { watch: { times: 1, isCrossed: true } } } };
    const told = contextOf('buyer').facts({ account: at({ ...newAccount, ...crossed }) }, self, acknowledge);
    const { raisedByAccount } = told as { raisedByAccount: (alertId: string) => boolean };
    expect(
      ['utilisation-watch-1', 'utilisation-watch-2', 'utilisation-watch-0', 'utilisation-critical-1', 'x'].map(raisedByAccount),
    ).toEqual([true, false, false, false, false]);
  });
});
