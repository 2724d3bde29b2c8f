import type { DomainEvent } from '@usance/domain';
import { reviewScheduled, registered, scored, signalRaised } from '../../../../test/spec/buyer';
import { documentOf, folded, recorded } from '../../../../test/spec/projections';
import { alerts } from './alerts.projection';
import { leadTimes } from './lead-times.projection';

const ofFile = (...events: DomainEvent[]) => recorded(events, { category: 'buyer', entity: 'B7' });

const crossed = (level: 'watch' | 'warning', metric = 'utilisation') => ({
  alertId: `${metric}-${level}-1`,
  metric,
  level,
  value: '0.92',
  threshold: '0.9',
  on: '2026-03-05',
});

/** Any event of an account that crossed two levels. */
const jump: DomainEvent = {
  type: 'InvoiceIssued',
  data: { invoiceId: 'I1', thresholds: { crossed: [crossed('watch'), crossed('warning')], policyVersion: 1 } },
};

describe('alerts', () => {
  it('come from the first signal of a kind and day', () =>
    expect(
      documentOf(
        alerts,
        'acme|B7|signal-adverse_press-2026-03-01',
        ofFile(signalRaised('S1'), signalRaised('S2', { severity: 'critical' })),
      ),
    ).toMatchObject({
      kind: 'adverse_press',
      severity: 'warning',
      raisedOn: '2026-03-01',
      source: 'Handelsblatt',
      status: 'open',
    }));

  it('come from every level that any event crossed, with its level as severity', () => {
    const found = folded(alerts, recorded([jump], { entity: 'B7' }));
    expect([...found.keys()]).toEqual(['acme|B7|utilisation-watch-1', 'acme|B7|utilisation-warning-1']);
    expect(found.get('acme|B7|utilisation-warning-1')).toEqual({
      _id: 'acme|B7|utilisation-warning-1',
      position: 10n,
      seller: 'acme',
      buyer: 'B7',
      alertId: 'utilisation-warning-1',
      kind: 'threshold',
      metric: 'utilisation',
      level: 'warning',
      value: '0.92',
      threshold: '0.9',
      severity: 'warning',
      raisedOn: '2026-03-05',
      status: 'open',
    });
  });

  it('come from a grade that dropped, and from what happened in the country', () => {
    const dropped = scored('2026-03-05', 5, {
      thresholds: { crossed: [{ ...crossed('watch'), alertId: 'gradeDrop-watch-1', metric: 'gradeDrop' }], policyVersion: 1 },
    });
    const happened: DomainEvent = {
      type: 'CountryAlertRaised',
      data: { alertId: 'country-DE-E1', country: 'DE', eventId: 'E1', kind: 'war', severity: 'critical', from: '2026-03-02' },
    };
    const found = folded(alerts, ofFile(dropped, happened));
    expect(found.get('acme|B7|gradeDrop-watch-1')).toMatchObject({ kind: 'threshold', metric: 'gradeDrop' });
    expect(found.get('acme|B7|country-DE-E1')).toMatchObject({ kind: 'war', severity: 'critical', raisedOn: '2026-03-02' });
  });

  it('tell who acknowledged and closed them, those of the account as well', () => {
    const said = { alertId: 'utilisation-watch-1', by: 'A. Roth', on: '2026-03-06', seen: {} };
    const events = [
      ...recorded([jump], { entity: 'B7' }),
      ...recorded(
        [
          { type: 'AlertAcknowledged', data: said },
          { type: 'AlertClosed', data: { ...said, on: '2026-03-07', note: 'paid', outcome: 'false_alarm' } },
        ],
        { category: 'buyer', entity: 'B7', after: 10n },
      ),
    ];
    expect(documentOf(alerts, 'acme|B7|utilisation-watch-1', events.slice(0, 2))).toMatchObject({ status: 'acknowledged' });
    expect(documentOf(alerts, 'acme|B7|utilisation-watch-1', events)).toMatchObject({
      status: 'closed',
      acknowledged: { by: 'A. Roth', on: '2026-03-06' },
      closed: { by: 'A. Roth', on: '2026-03-07', note: 'paid', outcome: 'false_alarm' },
    });
  });

  it('are no matter of other events', () =>
    expect(folded(alerts, ofFile(registered, reviewScheduled('2026-06-30'))).size).toBe(0));
});

describe('a lead time', () => {
  const of = (...events: DomainEvent[]) => documentOf(leadTimes, 'acme|B7', ofFile(...events));

  it('runs from the first alert to the first insolvency signal', () => {
    const filing = signalRaised('S2', { kind: 'insolvency_filing', observedOn: '2026-06-10' });
    expect(of(filing, signalRaised('S1'))).toMatchObject({ firstAlertOn: '2026-03-01', defaultedOn: '2026-06-10' });
    expect(of(signalRaised('S1'))).not.toHaveProperty('defaultedOn');
  });

  it('runs from a level that the account crossed to a write-off or a claim', () => {
    const writtenOff: DomainEvent = { type: 'InvoiceWrittenOff', data: { invoiceId: 'I1', writtenOffOn: '2026-08-01' } };
    const events = [
      ...recorded([jump, writtenOff], { entity: 'B7' }),
      ...recorded([{ type: 'ClaimFiled', data: { buyerId: 'B7', filedOn: '2026-07-01' } }], {
        category: 'claim',
        entity: 'C-1',
        after: 20n,
      }),
    ];
    expect(documentOf(leadTimes, 'acme|B7', events.slice(0, 2))).toEqual({
      _id: 'acme|B7',
      position: 20n,
      seller: 'acme',
      firstAlertOn: '2026-03-05',
      defaultedOn: '2026-08-01',
    });
    expect(documentOf(leadTimes, 'acme|B7', events)).toMatchObject({ firstAlertOn: '2026-03-05', defaultedOn: '2026-07-01' });
  });
});
