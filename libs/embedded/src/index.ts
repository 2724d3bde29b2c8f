export { startDocumentServer } from './document-server';
export { startEventStoreServer } from './event-store-server';
export type { EventStoreServer, EventStoreServerOptions } from './event-store-server';
export { startEmbeddedPair } from './pair';
export type { EmbeddedPair, EmbeddedPairOptions, Which } from './pair';
