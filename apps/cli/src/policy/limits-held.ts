import { fromWire, type Grade, type Money } from '@usance/domain';
import { callApi } from '../client/http';
import type { LimitHeld } from './limits-under';

interface Exposures {
  readonly position: string;
  readonly rows: readonly {
    readonly buyer: string;
    readonly currency: string | null;
    readonly limit: string;
    readonly limitStatus: string;
  }[];
  readonly nextCursor?: string;
}

interface File {
  readonly grade: { readonly value?: Grade | null };
}

const PAGE = 500;

/** Every limit of the seller that is in force on the business day, with the buyer's grade, as a running system shows them. */
export const limitsHeld = async (http: string, seller: string): Promise<LimitHeld[]> => {
  const held: LimitHeld[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { rows, nextCursor }: Exposures = await callApi(http, `/v1/sellers/${seller}/exposure?limit=${PAGE}${after}`);
    for (const { buyer, currency, limit: amount, limitStatus } of rows) {
      if (limitStatus !== 'in_force' || currency === null) continue;
      const { grade } = await callApi<File>(http, `/v1/sellers/${seller}/buyers/${encodeURIComponent(buyer)}`);
      held.push({ buyer, limit: fromWire<Money>({ amount, currency }), grade: grade.value ?? undefined });
    }
    cursor = nextCursor;
  }
  return held;
};
