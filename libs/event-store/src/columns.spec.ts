import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { fromColumn, toColumn, type Column } from './columns';

const packed = (values: readonly unknown[]): readonly unknown[] => fromColumn(deserialize(serialize(toColumn(values))) as Column);

const record = fc.record({
  amount: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  dueOn: fc.constantFrom('2026-01-01', '2026-02-01'),
  reference: fc.option(fc.string(), { nil: undefined }),
  open: fc.boolean(),
  parts: fc.array(fc.record({ id: fc.string(), minor: fc.bigInt() })),
});

describe('columns', () => {
  it('give back what was laid out', () =>
    fc.assert(fc.property(fc.array(record), (records) => expect(packed(records)).toEqual(records))));

  it('give back values of any kind', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.bigInt(), fc.boolean(), fc.double(), fc.constant(undefined), fc.constant(null))),
        (values) => expect(packed(values)).toEqual(values),
      ),
    ));

  it('keep texts apart, whatever is in them', () => expect(packed(['a', 'b\0c', '', 'd'])).toEqual(['a', 'b\0c', '', 'd']));
});
