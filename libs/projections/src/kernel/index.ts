export type { HostLog } from './follower';
export * from './host';
export * from './in-memory';
export { takeLease, type Lease } from './lease';
export * from './projection';
export * from './projector';
export * from './read-models';
export * from './rebuild';
export * from './snapshots';
