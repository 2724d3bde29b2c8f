import { limitCut } from './limit-cut';

/** An event as it stands in the store: plain JSON, in the shape of the day it was written. */
export interface StoredEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Brings a retired shape to the next one. What it needs, the old event holds; otherwise it is a new event, not a new version. */
export type Upcaster = (event: StoredEvent) => StoredEvent;

/** By stored type: the shapes that are no longer written. Each has a file, with a stored event of its day as a fixture. */
const UPCASTERS: Readonly<Record<string, Upcaster>> = {
  LimitCut: limitCut,
};

/** The event in its latest shape. */
export const upcast = (event: StoredEvent): StoredEvent => {
  const step = UPCASTERS[event.type];
  return step ? upcast(step(event)) : event;
};
