export * from './recorded-event';
export * from './streams';
