import { toWire } from '@usance/domain';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { amount } from '../../../../test/spec/given-when-then';
import { creditPolicy } from '../../../../test/spec/settings';
import { Failure } from '../failure';
import { limitsUnder, type LimitHeld } from './limits-under';
import { readPolicy } from './policy-file';

const policy = toWire(creditPolicy);

describe('a policy in a file', () => {
  it.each([
    ['YAML', stringify(policy)],
    ['JSON', JSON.stringify(policy)],
  ])('is read from %s', (_form, text) => expect(readPolicy(text)).toEqual(creditPolicy));

  it('has an example that is as it must be', () => {
    const example = readFileSync(join(__dirname, '../../examples/credit-policy.yaml'), 'utf8');
    expect(readPolicy(example)).toMatchObject({ currency: 'EUR', publishedOn: '2026-01-01' });
  });

  it.each([
    ['grades: [', /The policy cannot be published/],
    ['', /body: Send a JSON object/],
    [stringify({ ...policy, hysteresis: 0.05 }), /hysteresis: Send a decimal as a string/],
    [stringify({ ...policy, grades: policy.grades.slice(1) }), /grades: Send all ten grades. Missing: 1\./],
    [stringify({ ...policy, colour: 'red', orderHorizonDays: -1 }), /colour: .*\n {2}orderHorizonDays: /],
  ])('that says what cannot be meant names the field and the fix: %#', (text, message) => {
    expect(() => readPolicy(text)).toThrow(Failure);
    expect(() => readPolicy(text)).toThrow(message);
  });
});

describe('limits under a policy', () => {
  const held = (buyer: string, limit: string, grade?: LimitHeld['grade']): LimitHeld => ({ buyer, limit: amount(limit), grade });
  const above = (...all: LimitHeld[]) =>
    limitsUnder(creditPolicy, all).above.map(({ buyer, cap }) => `${buyer} ${toWire(cap).amount}`);

  it('are above when they exceed what the grade may have, not when they reach it', () =>
    expect(above(held('B1', '8000.00', 3), held('B2', '8000.01', 3), held('B3', '1000.00', 10))).toEqual(['B2 8000.00']));

  it('of a buyer without a grade have the first limit of grade 6 as their cap', () =>
    expect(above(held('B1', '500.00'), held('B2', '500.01'), held('B3', '500.01', 6))).toEqual(['B2 500.00']));

  it('come furthest above first, then by buyer', () =>
    expect(above(held('B3', '1002.00', 10), held('B1', '1001.00', 10), held('B2', '1002.00', 10))).toEqual([
      'B2 1000.00',
      'B3 1000.00',
      'B1 1000.00',
    ]));
});
