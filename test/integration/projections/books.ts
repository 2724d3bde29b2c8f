import type { DomainEvent } from '@usance/domain';
import type { ReadModels } from '@usance/projections';
import { recorded } from '../../spec/projections';
import { fill, type useDatabases } from './database';

const file = (buyerId: string): DomainEvent => ({
  type: 'BuyerRegistered',
  data: { buyerId, legalName: 'Bravo', country: 'DE' },
});

/** Books for a specification: registered buyers B1, B2, … with these events each on their accounts; and what else the seller's streams say. */
export const booksOf =
  (withDatabase: ReturnType<typeof useDatabases>) =>
  <Result>(
    accounts: readonly (readonly DomainEvent[])[],
    ask: (models: ReadModels) => Promise<Result>,
    more: readonly { readonly category: string; readonly entity: string; readonly events: readonly DomainEvent[] }[] = [],
  ): Promise<Result> =>
    withDatabase(async (models) => {
      const log = accounts.flatMap((events, index) => {
        const entity = `B${index + 1}`;
        const after = BigInt(index) * 1_000n;
        return [
          ...recorded([file(entity)], { category: 'buyer', entity, after }),
          ...recorded(events, { entity, after: after + 10n }),
        ];
      });
      const rest = more.flatMap(({ events, ...origin }, index) =>
        recorded(events, { ...origin, after: 90_000n + BigInt(index) * 1_000n }),
      );
      await fill(models, [...log, ...rest]);
      return ask(models);
    });

/** Some fields of rows, in a table that can be read. */
export const columns = <Row extends object>(rows: readonly Row[], ...names: (keyof Row)[]): unknown[][] =>
  rows.map((row) => names.map((name) => row[name]));
