export * from './calendar-date';
export * from './currencies';
export * from './decider';
export * from './money';
export * from './refusal';
export * from './refusals';
export * from './wire';
