import { Sweeping } from '../../../test/spec/sweeping';
import { alertBuyersWhenSomethingHappensToTheirCountry as policy } from './alert-buyers-when-something-happens-to-their-country';

const ban = { country: 'DE', eventId: 'E1', kind: 'import_ban', from: '2025-03-01', source: 'gazette' };

const buyers = async (...countries: readonly string[]) => {
  const acme = new Sweeping([policy]);
  for (const [index, country] of countries.entries())
    await acme.given('RegisterBuyer', { buyerId: `B${index}`, legalName: 'Bravo', country });
  return acme;
};
const alerted = ({ store }: Sweeping) =>
  store.log.flatMap(({ type, entity }) => (type === 'CountryAlertRaised' ? [entity] : [])).sort();

describe('alert buyers when something happens to their country', () => {
  it('tells every buyer there at once, whatever the day, then the country, once', async () => {
    const acme = await (await buyers('DE', 'FR', 'DE')).given('RecordCountryEvent', ban);
    expect(await acme.says('2025-01-01', 'buyerId')).toEqual([
      'RaiseCountryAlert B0',
      'RaiseCountryAlert B2',
      'CloseCountryAlerts undefined',
    ]);
    expect(alerted(acme)).toEqual(['B0', 'B2']);
    expect(acme.recorded('CountryAlertsRaised')).toEqual([{ eventId: 'E1', buyers: 2 }]);
    await acme.given('RecordCountryEvent', ban);
    expect(await acme.says('2025-12-31')).toEqual([]);
  });

  it('tells who was there when it began, whether it has moved since or moves there later', async () => {
    const acme = await buyers('DE', 'FR', 'FR');
    for (const [buyerId, country, effectiveOn] of [
      ['B0', 'FR', '2025-03-02'],
      ['B1', 'DE', '2025-03-01'],
      ['B2', 'DE', '2025-03-02'],
    ])
      await acme.given('UpdateBuyer', { buyerId, country, effectiveOn, reason: 'moved' });
    await acme.given('RecordCountryEvent', ban);
    await acme.dayIs('2025-01-01');
    expect(alerted(acme)).toEqual(['B0', 'B1']);
  });

  it('closes where nobody is told, and knows the events of a country apart', async () => {
    const acme = await (await buyers('FR')).given('RecordCountryEvent', ban);
    await acme.given('RecordCountryEvent', { ...ban, eventId: 'E2' });
    await acme.dayIs('2025-01-01');
    expect(acme.recorded('CountryAlertsRaised')).toEqual([
      { eventId: 'E1', buyers: 0 },
      { eventId: 'E2', buyers: 0 },
    ]);
  });

  it('is no matter of another seller’s buyers', async () => {
    const acme = await buyers('DE');
    acme.store.apply('buyer-other.X', -1n, [
      {
        id: 'x',
        event: { type: 'BuyerRegistered', data: { buyerId: 'X', legalName: 'Xenon', country: 'DE' } },
        metadata: {
          commandId: 'x',
          inputHash: '',
          $correlationId: 'x',
          $causationId: 'x',
          seller: 'other',
          appendedThrough: '0',
        },
      },
    ]);
    await acme.given('RecordCountryEvent', ban);
    expect(await acme.says('2025-01-01', 'buyerId')).toEqual(['RaiseCountryAlert B0', 'CloseCountryAlerts undefined']);
  });
});
