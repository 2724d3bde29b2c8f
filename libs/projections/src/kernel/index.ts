export * from './host';
export * from './in-memory';
export * from './projection';
export { PoisonEvent } from './projector';
export * from './read-models';
export * from './rebuild';
export * from './snapshots';
