import Ajv2020 from 'ajv/dist/2020';
import type { OpenAPIObject } from '@nestjs/swagger';
import { commandsOf } from '@usance/domain';
import { buildOpenApi } from './generate-openapi';
import { invoice } from './testing/api-under-test';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { description: string; content?: Record<string, object> }>;
}

let document: OpenAPIObject;
let operations: [path: string, method: string, operation: Operation][];

beforeAll(async () => {
  document = await buildOpenApi();
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, string, Operation] => [path, method, operation as Operation]),
  );
});

const refsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => (name === '$ref' ? [String(part)] : refsIn(part)));
};

const validator = (name: string) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  return ajv.compile({ $ref: `#/components/schemas/${name}`, components: document.components });
};

describe('the OpenAPI document', () => {
  it('is of version 3.1', () => expect(document.openapi).toBe('3.1.0'));

  it('has a path for every command', () =>
    expect(operations.filter(([path]) => path.includes('/commands/')).map(([path]) => path.split('/').at(-1))).toEqual(
      expect.arrayContaining([...commandsOf().keys()]),
    ));

  it('points nowhere that does not exist', () => {
    const known = new Set(Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`));
    expect(refsIn(document).filter((ref) => !known.has(ref))).toEqual([]);
  });

  it('names each operation once, with a sentence and a tag', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, , { summary, tags }] of operations)
      expect([path, summary, tags]).toEqual([path, expect.stringMatching(/\.$|projection is\.$/), [expect.any(String)]]);
  });

  it('declares each parameter of a path', () => {
    for (const [path, , { parameters = [] }] of operations)
      expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
  });

  it('has schemas that a validator takes, and that hold for what is sent', () => {
    for (const name of Object.keys(document.components?.schemas ?? {})) expect(validator(name)).toBeInstanceOf(Function);
    const valid = validator('InvoiceRequest');
    expect(valid(invoice)).toBe(true);
    expect(valid({ ...invoice, colour: 'red' })).toBe(false);
    expect(valid({ ...invoice, amount: { amount: '-1', currency: 'EUR' } })).toBe(false);
  });

  it('tells what a header and a text may be, as they are checked', () => {
    const ajv = new Ajv2020({ strict: false });
    const { parameters = [] } = operations.find(([path]) => path.endsWith('/IssueInvoice'))?.[2] ?? {};
    const takes = (name: string, value: string) =>
      ajv.validate(parameters.find((each) => each.name === name)?.schema ?? false, value);
    for (const name of ['Idempotency-Key', 'X-Correlation-Id', 'X-Actor'])
      expect(['a 1', '', 'ä', 'a'.repeat(256)].map((value) => takes(name, value))).toEqual([true, false, false, false]);
    expect(['"7"', '7', '"07"', '*'].map((value) => takes('If-Match', value))).toEqual([true, false, false, false]);
    const holds = validator('InvoiceRequest');
    expect(['Größe 7 – ☃', 'a\nb', 'a\u0085b'].map((reference) => holds({ ...invoice, reference }))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('tells the problems with their codes', () => {
    const issue = operations.find(([path]) => path.endsWith('/IssueInvoice'))?.[2];
    expect(Object.keys(issue?.responses ?? {})).toEqual([
      '200',
      '201',
      '400',
      '404',
      '409',
      '412',
      '413',
      '415',
      '422',
      '500',
      '503',
    ]);
    expect(issue?.responses['422']?.description).toContain('LIMIT_EXCEEDED');
    expect(issue?.responses['422']?.content).toHaveProperty(['application/problem+json']);
  });

  it('tells tables as CSV too, and the batch as NDJSON', () => {
    const of = (id: string): Operation | undefined => operations.find(([, , { operationId }]) => operationId === id)?.[2];
    expect(Object.keys(of('aging')?.responses['200']?.content ?? {})).toEqual(['application/json', 'text/csv']);
    expect(Object.keys(of('batch')?.requestBody?.content ?? {})).toEqual(['application/x-ndjson']);
    expect(Object.keys(of('batch')?.responses['200']?.content ?? {})).toEqual(['application/x-ndjson']);
  });
});
