import { toWire } from '@usance/domain';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { amount } from '../../../../test/spec/given-when-then';
import { creditPolicy } from '../../../../test/spec/settings';
import { explained } from '../commands/policy';
import { Failure } from '../failure';
import { limitsHeld } from './limits-held';
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

  it('are shown with what is above, and apart those in another currency', () =>
    expect(explained(limitsUnder(creditPolicy, [held('B1', '12500.00', 3), held('B2', '5.00 USD', 3)]), 2)).toBe(
      [
        "The policy can be published. Limits in force: 2, above the cap of their buyer's grade: 1.",
        '',
        'buyer  grade      limit       cap     above',
        '─────  ─────  ─────────  ────────  ────────  ───',
        'B1         3  12,500.00  8,000.00  4,500.00  EUR',
        'B2: the limit is in USD; requests are referred, whatever the policy says.',
      ].join('\n'),
    ));

  it('are said to be none above when there are none', () =>
    expect(explained(limitsUnder(creditPolicy, []), 0)).toBe(
      "The policy can be published. Limits in force: 0, above the cap of their buyer's grade: 0.",
    ));
});

describe('the limits in force', () => {
  const row = (buyer: string, limit: string, limitStatus = 'in_force') => ({ buyer, currency: 'EUR', limit, limitStatus });
  const answers: Record<string, object> = {
    '/v1/sellers/acme/exposure?limit=500': {
      rows: [row('B1', '100.00'), row('B2', '0.00', 'LIMIT_EXPIRED')],
      nextCursor: 'a+b',
    },
    '/v1/sellers/acme/exposure?limit=500&cursor=a%2Bb': {
      rows: [row('B:3', '50.00'), { ...row('B4', '0.00', 'NO_LIMIT'), currency: null }],
    },
    '/v1/sellers/acme/buyers/B1': { grade: { value: 4, source: 'scored' } },
    '/v1/sellers/acme/buyers/B%3A3': { grade: { value: null, source: 'none' } },
  };

  it('are all that a running system shows, each with its grade', async () => {
    const server = createServer(({ url = '' }, response) => {
      response.writeHead(answers[url] ? 200 : 404).end(JSON.stringify(answers[url] ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      expect(await limitsHeld(http, 'acme')).toEqual([
        { buyer: 'B1', limit: amount('100.00'), grade: 4 },
        { buyer: 'B:3', limit: amount('50.00'), grade: undefined },
      ]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
