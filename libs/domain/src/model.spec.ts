import { account, newAccount, type Payload } from '.';
import { BUSINESS_DAY, commandsOf, model } from './model';

const contextOf = (category: string) => {
  const context = model.find(({ decider }) => decider.category === category);
  if (!context) throw new Error(`no context ${category}`);
  return context;
};

const asked = (payload: Payload) => ({ name: 'AnyCommand', payload });

/** The command's own stream, empty. */
const self = { revision: -1n, position: 0n };

describe('the model', () => {
  it('knows every command once, and where it belongs', () => {
    const names = model.flatMap(({ decider }) => Object.keys(decider.commands));
    expect(new Set(names).size).toBe(names.length);
    expect([...commandsOf().keys()]).toEqual(names);
    expect(commandsOf().get('IssueInvoice')?.decider.category).toBe('account');
    expect(commandsOf().get('FileClaim')?.decider.category).toBe('claim');
  });

  it('looks at the buyer’s file while an account is new, and no longer', () => {
    const { reads, facts } = contextOf('account');
    expect(reads(newAccount, asked({ buyerId: 'B7' }), {})).toEqual({ buyer: { category: 'buyer', id: 'B7' } });
    expect(facts({ buyer: { state: {}, revision: -1n, position: 0n } }, self)).toMatchObject({ buyerRegistered: false });
    expect(facts({ buyer: { state: { file: { buyerId: 'B7' } }, revision: 0n, position: 0n } }, self)).toMatchObject({
      buyerRegistered: true,
    });
    const used = account.evolve(newAccount, {
      type: 'LimitGranted',
      data: { amount: { minor: 1n, currency: 'EUR' }, validFrom: '2026-01-01' },
    });
    expect(reads(used, asked({ buyerId: 'B7' }), {})).toEqual({});
  });

  it('looks at the business day for a command that says which day it is, and for no other', () => {
    const { reads, facts } = contextOf('account');
    expect(reads({ known: true }, asked({ buyerId: 'B7', today: '2026-02-10' }), {})).toEqual({ day: BUSINESS_DAY });
    expect(facts({ day: { state: '2026-02-09', revision: -1n, position: 0n } }, self)).toMatchObject({
      businessDay: '2026-02-09',
    });
    expect(reads({ known: true }, asked({ buyerId: 'B7', issuedOn: '2026-02-10' }), {})).toEqual({});
  });

  it('shows a claim the policy, the buyer’s file and the account', () =>
    expect(
      contextOf('claim').reads({ status: 'unfiled' }, asked({ claimId: 'C-1', policyId: 'POL-1', buyerId: 'B7' }), {}),
    ).toEqual({
      policy: { category: 'policy', id: 'POL-1' },
      buyer: { category: 'buyer', id: 'B7' },
      account: { category: 'account', id: 'B7' },
    }));

  it('looks at nothing for a buyer or a policy', () => {
    expect(contextOf('buyer').reads({}, asked({ buyerId: 'B7' }), {})).toEqual({});
    expect(contextOf('policy').reads({}, asked({ policyId: 'POL-1' }), {})).toEqual({});
  });
});
