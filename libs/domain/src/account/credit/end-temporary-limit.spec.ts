import { endTemporaryLimit, given, temporaryLimitEnded, temporaryLimitGranted } from '../../../../../test/spec/account';

describe('EndTemporaryLimit', () => {
  const granted = temporaryLimitGranted('300.00');

  it('notes the end on the day after the last', () =>
    given(granted).when(endTemporaryLimit('300.00', '2026-04-01')).then(temporaryLimitEnded('300.00')));

  it('notes it late as well', () =>
    given(granted).when(endTemporaryLimit('300.00', '2026-06-01')).then(temporaryLimitEnded('300.00', '2026-06-01')));

  it('notes each of two that are alike', () => {
    const one = [granted, granted, temporaryLimitEnded('300.00')];
    given(...one)
      .when(endTemporaryLimit('300.00', '2026-04-01'))
      .then(temporaryLimitEnded('300.00'));
    given(...one, temporaryLimitEnded('300.00'))
      .when(endTemporaryLimit('300.00', '2026-04-01'))
      .thenNothing();
  });

  it('has nothing to do on the last day itself', () =>
    given(granted).when(endTemporaryLimit('300.00', '2026-03-31')).thenNothing());

  it('has nothing to do a second time', () =>
    given(granted, temporaryLimitEnded('300.00')).when(endTemporaryLimit('300.00', '2026-04-02')).thenNothing());

  it('has nothing to do on an amount that was not granted so', () => {
    given(granted).when(endTemporaryLimit('299.99', '2026-04-01')).thenNothing();
    given(temporaryLimitGranted('300.00', { validTo: '2026-03-30' }))
      .when(endTemporaryLimit('300.00', '2026-04-01'))
      .thenNothing();
    given(temporaryLimitGranted('300.00', { validFrom: '2026-01-02' }))
      .when(endTemporaryLimit('300.00', '2026-04-01'))
      .thenNothing();
  });
});
