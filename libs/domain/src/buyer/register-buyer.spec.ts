import { scenarios } from '../../../../test/spec/given-when-then';
import { buyer } from './buyer';
import type { BuyerFile } from './buyer.events';

const given = scenarios(buyer, undefined);

describe('RegisterBuyer', () => {
  const file: BuyerFile = { buyerId: 'B7', legalName: 'Bravo GmbH', country: 'DE', registrationId: 'HRB 4711', sector: 'C25' };
  const asked = { name: 'RegisterBuyer', payload: file };

  it('opens a file', () => given().when(asked).then({ type: 'BuyerRegistered', data: file }));

  it('is refused when there is one', () =>
    given({ type: 'BuyerRegistered', data: file })
      .when({ name: 'RegisterBuyer', payload: { ...file, legalName: 'Bravo AG' } })
      .refused('BUYER_EXISTS', { buyerId: 'B7' }));
});
