import { asked, given, updated } from '../../../../test/spec/buyer';
import type { BuyerEvent } from './buyer.events';

describe('RaiseCountryAlert', () => {
  const raise = (details: object = {}) =>
    asked('RaiseCountryAlert', { country: 'DE', eventId: 'E1', kind: 'fx_control', from: '2026-03-01', ...details });
  const raised: BuyerEvent = {
    type: 'CountryAlertRaised',
    data: {
      alertId: 'country-DE-E1',
      country: 'DE',
      eventId: 'E1',
      kind: 'fx_control',
      severity: 'warning',
      from: '2026-03-01',
    },
  };

  it('tells the file', () => given().when(raise()).then(raised));

  it('tells it once', () => given(raised).when(raise()).thenNothing());

  it('tells only a buyer that was there when it began', () => {
    given(updated('2026-03-01', { country: 'FR' }))
      .when(raise())
      .thenNothing();
    given(updated('2026-03-02', { country: 'FR' }))
      .when(raise())
      .then(raised);
  });

  it.each([
    ['sanctions', 'critical'],
    ['war', 'critical'],
    ['moratorium', 'critical'],
    ['import_ban', 'warning'],
    ['other', 'watch'],
  ] as const)('%s are %s', (kind, severity) =>
    given()
      .when(raise({ kind }))
      .then({ type: 'CountryAlertRaised', data: { ...raised.data, kind, severity } }),
  );
});
