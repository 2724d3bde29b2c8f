import { asked, given, updated } from '../../../../test/spec/buyer';
import { fileOn } from './buyer';

describe('UpdateBuyer', () => {
  const update = (effectiveOn: string, fields: object) =>
    asked('UpdateBuyer', { effectiveOn, reason: 'register extract', ...fields });

  it('says what is new', () =>
    given()
      .when(update('2026-03-01', { legalName: 'Bravo SE', groupId: 'G1', keyAccount: true }))
      .then(updated('2026-03-01', { legalName: 'Bravo SE', groupId: 'G1', keyAccount: true })));

  it('has nothing to do when the file says so on that day', () => {
    const past = given(updated('2026-03-01', { legalName: 'Bravo SE' }));
    past.when(update('2026-03-01', { legalName: 'Bravo SE', country: 'DE' })).thenNothing();
    past.when(update('2026-02-28', { legalName: 'Bravo SE' })).then(updated('2026-02-28', { legalName: 'Bravo SE' }));
    past.when(update('2026-03-01', { legalName: 'Bravo GmbH' })).then(updated('2026-03-01', { legalName: 'Bravo GmbH' }));
  });
});

describe('a file', () => {
  const { state } = given(
    updated('2026-03-01', { country: 'AT', sector: 'C26' }),
    updated('2026-02-01', { country: 'CH' }),
    updated('2026-03-01', { country: 'FR' }),
  );

  it('says on a day what counts by then, whenever it was recorded', () =>
    expect(['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map((day) => fileOn(state, day)?.country)).toEqual([
      'DE',
      'CH',
      'CH',
      'FR',
    ]));

  it('keeps what an update does not name', () =>
    expect(fileOn(state, '2026-03-01')).toMatchObject({ buyerId: 'B7', legalName: 'Bravo GmbH', sector: 'C26' }));
});
