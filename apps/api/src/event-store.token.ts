/** Where Nest finds the event store. */
export const EVENT_STORE = Symbol('EventStore');
