import { scenarios } from '../../../../test/spec/given-when-then';
import { duplicatesOf, keptOf } from './merges';
import { merges } from './merges.decider';
import type { MergesEvent } from './merges.events';

const given = scenarios(merges, { keptIsRegistered: true, duplicateIsRegistered: true, businessDay: '2026-03-05' });

const said = (buyerId: string, duplicateId: string) => ({
  buyerId,
  duplicateId,
  mergedOn: '2026-03-01',
  reason: 'same register entry',
});

const merged = (buyerId: string, duplicateId: string): MergesEvent => ({
  type: 'BuyersMerged',
  data: { ...said(buyerId, duplicateId), recordedOn: '2026-03-05' },
});

const merge = (buyerId: string, duplicateId: string) => ({ name: 'MergeBuyers', payload: said(buyerId, duplicateId) });

describe('MergeBuyers', () => {
  it('says which file is kept, and on which day the business knew', () =>
    given().when(merge('B1', 'B2')).then(merged('B1', 'B2')));

  it('takes another duplicate, and a kept one as a duplicate', () => {
    given(merged('B1', 'B2')).when(merge('B1', 'B3')).then(merged('B1', 'B3'));
    given(merged('B1', 'B2')).when(merge('B3', 'B1')).then(merged('B3', 'B1'));
  });

  it('is refused for a file that is none', () => {
    given().knowing({ keptIsRegistered: false }).when(merge('B1', 'B2')).refused('BUYER_UNKNOWN', { buyerId: 'B1' });
    given().knowing({ duplicateIsRegistered: false }).when(merge('B1', 'B2')).refused('BUYER_UNKNOWN', { buyerId: 'B2' });
  });

  it('is refused for a file that is a duplicate already, and says where it went', () => {
    const past = given(merged('B1', 'B2'), merged('B0', 'B1'));
    past.when(merge('B3', 'B2')).refused('BUYER_MERGED', { buyerId: 'B0' });
    past.when(merge('B2', 'B3')).refused('BUYER_MERGED', { buyerId: 'B0' });
    past.when(merge('B1', 'B0')).refused('BUYER_MERGED', { buyerId: 'B0' });
  });
});

it('duplicates lead to the one that is kept in the end', () => {
  const { state } = given(merged('B1', 'B2'), merged('B1', 'B3'), merged('B0', 'B1'));
  expect(['B0', 'B1', 'B2', 'B3', 'B9'].map((id) => keptOf(state, id))).toEqual([undefined, 'B0', 'B0', 'B0', undefined]);
  expect([...duplicatesOf(state, 'B0')].sort()).toEqual(['B1', 'B2', 'B3']);
  expect(duplicatesOf(state, 'B1')).toEqual([]);
});
