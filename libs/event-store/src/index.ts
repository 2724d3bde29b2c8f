export * from './command';
export * from './event-store';
export * from './recorded-event';
export * from './snapshots';
export * from './streams';
