import { scenarios } from '../../../../test/spec/given-when-then';
import { country, sanctionsOn } from './country';
import type { CountryEvent, CountryHappening } from './country.events';

const given = scenarios(country, undefined);

const happening = (eventId: string, details: Partial<CountryHappening> = {}): CountryHappening & { country: string } => ({
  country: 'BR',
  eventId,
  kind: 'fx_control',
  from: '2026-03-01',
  source: 'central bank',
  ...details,
});

const happened = (eventId: string, details: Partial<CountryHappening> = {}): CountryEvent => ({
  type: 'CountryEventRecorded',
  data: happening(eventId, details),
});

describe('RecordCountryEvent', () => {
  const record = (eventId: string, details: Partial<CountryHappening> = {}) => ({
    name: 'RecordCountryEvent',
    payload: happening(eventId, details),
  });

  it('notes what happened', () =>
    given()
      .when(record('E1', { to: '2026-12-31', note: 'dollars only' }))
      .then(happened('E1', { to: '2026-12-31', note: 'dollars only' })));

  it('has nothing to do for one that is recorded', () =>
    given(happened('E1'))
      .when(record('E1', { kind: 'war' }))
      .thenNothing());
});

describe('CloseCountryAlerts', () => {
  const close = { name: 'CloseCountryAlerts', payload: { country: 'BR', eventId: 'E1', buyers: 12 } };
  const told: CountryEvent = { type: 'CountryAlertsRaised', data: { eventId: 'E1', buyers: 12 } };

  it('notes how many buyers were told, once', () => {
    given(happened('E1')).when(close).then(told);
    given(happened('E1'), told).when(close).thenNothing();
  });
});

it('sanctions stand from their first day to their last', () => {
  const { state } = given(
    happened('E1'),
    happened('E2', { kind: 'sanctions', to: '2026-03-31' }),
    happened('E3', { kind: 'sanctions', from: '2026-06-01' }),
  );
  const days = ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01', '2030-01-01'];
  expect(days.map((day) => sanctionsOn(state, day)?.eventId)).toEqual([undefined, 'E2', 'E2', undefined, undefined, 'E3', 'E3']);
});
