import type { AccountEvent } from '@usance/domain';

/** Where a cent of an order stands: it is in one place. */
export type Place = 'held' | 'later' | 'order' | 'shipped' | 'invoiced' | 'cancelled';

/** One cent of an order. Cents go out and are billed from the first on, so what is both is counted once. */
interface Cent {
  shipped: boolean;
  invoiced: boolean;
  cancelled: boolean;
}

/** An order as a clerk would keep it on paper: cent by cent. */
interface Paper {
  readonly cents: readonly Cent[];
  standing: 'held' | 'approved' | 'declined';
  later: boolean;
  released: boolean;
}

const STANDING = { approve: 'approved', refer: 'held', decline: 'declined' } as const;

const isLeft = ({ shipped, invoiced, cancelled }: Cent): boolean => !shipped && !invoiced && !cancelled;

const cancelRest = ({ cents }: Paper): void => {
  for (const cent of cents.filter(isLeft)) cent.cancelled = true;
};

/** Bills the first cents that are not billed; answers how many there were. */
const bill = ({ cents, standing }: Paper, minor: bigint, final: boolean): number => {
  const billed = standing === 'declined' ? [] : cents.filter(({ invoiced, cancelled }) => !invoiced && !cancelled);
  const taken = billed.slice(0, Number(minor));
  for (const cent of taken) cent.invoiced = true;
  if (final)
    for (const cent of cents.filter(({ invoiced }) => !invoiced)) Object.assign(cent, { shipped: false, cancelled: true });
  return taken.length;
};

const giveBack = ({ cents }: Paper, count: number): void => {
  const billed = cents.filter(({ invoiced }) => invoiced);
  for (const cent of billed.slice(billed.length - count)) cent.invoiced = false;
};

/** The orders of an account, kept on paper. Plain code over the events, sharing nothing with the account's own state. */
export class OrdersOnPaper {
  private readonly papers = new Map<string, Paper>();
  private readonly billed = new Map<string, { readonly paper: Paper; readonly count: number }>();

  constructor(events: readonly AccountEvent[]) {
    for (const event of events) this.note(event);
  }

  /** How many cents of each order are in which place. */
  get places(): Map<string, Record<Place, bigint>> {
    return new Map([...this.papers].map(([orderId, paper]) => [orderId, placesOf(paper)]));
  }

  /** What of all orders takes credit: what is left of those that were let through, and what is shipped and not billed. */
  get used(): bigint {
    return [...this.places.values()].reduce((sum, { order, shipped }) => sum + order + shipped, 0n);
  }

  /** Whether an approver let the order through. */
  isReleased(orderId: string): boolean {
    return this.papers.get(orderId)?.released ?? false;
  }

  private note(event: AccountEvent): void {
    switch (event.type) {
      case 'OrderSubmitted': {
        const { orderId, amount, decision } = event.data;
        const cents = Array.from({ length: Number(amount.minor) }, () => ({ shipped: false, invoiced: false, cancelled: false }));
        const paper = { cents, standing: STANDING[decision.outcome], later: decision.laterOn !== undefined, released: false };
        this.papers.set(orderId, paper);
        return;
      }
      case 'OrderChecked': {
        const standing = STANDING[event.data.decision.outcome];
        Object.assign(this.paper(event.data.orderId), { standing, later: false });
        return;
      }
      case 'OrderReleased':
        Object.assign(this.paper(event.data.orderId), { standing: 'approved', released: true });
        return;
      case 'OrderDeclined':
        cancelRest(this.paper(event.data.orderId));
        this.paper(event.data.orderId).standing = 'declined';
        return;
      case 'OrderCancelled':
        cancelRest(this.paper(event.data.orderId));
        return;
      case 'OrderShipped': {
        const paper = this.paper(event.data.orderId);
        const left = paper.cents.filter(({ shipped, cancelled }) => !shipped && !cancelled);
        for (const cent of left.slice(0, Number(event.data.amount.minor))) cent.shipped = true;
        paper.later = false;
        return;
      }
      case 'InvoiceIssued':
      case 'InvoiceRecorded': {
        const { invoiceId, orderId, amount, finalForOrder = false } = event.data;
        const paper = this.papers.get(orderId ?? '');
        if (paper) this.billed.set(invoiceId, { paper, count: bill(paper, amount.minor, finalForOrder) });
        return;
      }
      case 'InvoiceCancelled': {
        const bill = this.billed.get(event.data.invoiceId);
        if (bill) giveBack(bill.paper, bill.count);
        return;
      }
      default:
    }
  }

  private paper(orderId: string): Paper {
    const paper = this.papers.get(orderId);
    if (!paper) throw new Error(`no order ${orderId} on paper`);
    return paper;
  }
}

const placesOf = ({ cents, standing, later }: Paper): Record<Place, bigint> => {
  const places: Record<Place, bigint> = { held: 0n, later: 0n, order: 0n, shipped: 0n, invoiced: 0n, cancelled: 0n };
  const rest = ({ held: 'held', approved: later ? 'later' : 'order', declined: 'cancelled' } as const)[standing];
  for (const cent of cents) {
    if (cent.cancelled) places.cancelled += 1n;
    else if (cent.invoiced) places.invoiced += 1n;
    else if (cent.shipped) places.shipped += 1n;
    else places[rest] += 1n;
  }
  return places;
};
