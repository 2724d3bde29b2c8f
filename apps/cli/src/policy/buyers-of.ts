import { callApi } from '../client/http';

interface Buyers {
  readonly rows: readonly { readonly buyerId: string }[];
  readonly nextCursor?: string;
}

const PAGE = 500;

/** The ids of all buyers of the seller, as a running system shows them once its read model has reached the position. */
export async function* buyersOf(http: string, seller: string, position: bigint): AsyncGenerator<string> {
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { rows, nextCursor }: Buyers = await callApi(
      http,
      `/v1/sellers/${seller}/buyers?limit=${PAGE}&atLeast=${position}${after}`,
    );
    for (const { buyerId } of rows) yield buyerId;
    cursor = nextCursor;
  }
}
