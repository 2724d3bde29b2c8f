export * from './command';
export { CommandRunner, type CommandRunnerOptions } from './command-runner';
export { UnreadableEvent } from './event-codec';
export { eventId, inputHash, nameUuid } from './event-id';
export * from './event-store';
export { connectEventStore } from './esdb/connect';
export * from './recorded-event';
export * from './snapshots';
export * from './streams';
