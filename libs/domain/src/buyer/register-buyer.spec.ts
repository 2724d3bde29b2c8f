import { anyFile, asked, file, given, registered } from '../../../../test/spec/buyer';

describe('RegisterBuyer', () => {
  it('opens a file on the business day', () => anyFile().when(asked('RegisterBuyer', file)).then(registered));

  it('is refused when there is one', () =>
    given()
      .when(asked('RegisterBuyer', { ...file, legalName: 'Bravo AG' }))
      .refused('BUYER_EXISTS', { buyerId: 'B7' }));
});
