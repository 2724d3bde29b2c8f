import { commandsOf } from '@usance/domain';
import Ajv from 'ajv/dist/2020';
import { projectRoot } from './catalogue';
import { readDomain } from './read-domain';

const catalogue = readDomain(projectRoot());
const event = (name: string) => catalogue.events.find((entry) => entry.name === name);

describe('the catalogue', () => {
  it('has every command, and a meaning for each', () => {
    expect(catalogue.commands.map(({ name }) => name).sort()).toEqual([...commandsOf().keys()].sort());
    for (const { name, description } of catalogue.commands)
      expect([name, description]).toEqual([name, expect.stringMatching(/\w+ \w+/)]);
  });

  it('tells an event in the words of its docstring', () =>
    expect(event('InvoiceIssued')).toMatchObject({
      context: 'account',
      description: 'An invoice took credit within the limit and is open.',
    }));

  it.each([
    ['LimitGranted', { required: ['amount', 'validFrom'] }],
    ['LimitIncreased', { properties: { amount: { $ref: '#/$defs/Money', description: 'The new limit.' } } }],
    ['DisputeResolved', { properties: { outcome: { enum: ['upheld', 'rejected', 'partly_upheld'] } } }],
    ['PaymentRecorded', { properties: { allocations: { items: { properties: { on: { type: 'string', format: 'date' } } } } } }],
    [
      'CreditPolicyPublished',
      {
        properties: {
          approvals: { items: { properties: { level: { enum: ['clerk', 'supervisor', 'manager', 'director'] } } } },
          thresholds: { properties: { daysOverdue: { type: 'array', items: { type: 'number' }, minItems: 3, maxItems: 3 } } },
        },
      },
    ],
    [
      'LimitRulePublished',
      {
        anyOf: [
          { properties: { kind: { enum: ['index_linked'] }, base: { $ref: '#/$defs/Money' } } },
          {
            properties: {
              kind: { enum: ['behaviour'] },
              grades: { type: 'array', items: { enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } },
            },
          },
        ],
      },
    ],
    [
      'LimitRequested',
      {
        properties: {
          grade: { enum: expect.arrayContaining([1, null]) },
          reasons: { items: { properties: { code: { type: 'string' }, facts: { type: 'object', additionalProperties: {} } } } },
          seen: { type: 'object', additionalProperties: { type: 'string' } },
          thresholds: {
            properties: {
              crossed: { items: { properties: { metric: { enum: ['utilisation', 'daysOverdue', 'overdueShare'] } } } },
            },
          },
        },
      },
    ],
  ])('knows the inherited, optional, listed and limited values of %s', (name, schema) =>
    expect(event(name)?.schema).toMatchObject(schema),
  );

  it('accepts what is stored and nothing else', () => {
    const money = { type: 'object', properties: { amount: { type: 'string' }, currency: { type: 'string' } } };
    const ajv = new Ajv({ strict: false, formats: { date: true } });
    const valid = ajv.compile({ ...event('InvoiceRecorded')?.schema, $defs: { Money: money } });
    const invoice = { invoiceId: 'I1', amount: { amount: '1.00', currency: 'EUR' }, issuedOn: '2026-01-01', dueOn: '2026-01-31' };
    expect(valid(invoice)).toBe(true);
    expect(valid({ ...invoice, dueOn: undefined })).toBe(false);
    expect(valid({ ...invoice, colour: 'red' })).toBe(false);
  });
});
