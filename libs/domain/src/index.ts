export * from './shared';
export * from './buyer/buyer';
export * from './buyer/buyer.events';
export { account } from './account/account.decider';
export * from './account/account.events';
export * from './insurance/insurance.events';
export * from './model';
