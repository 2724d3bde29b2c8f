export { startEmbeddedPair } from './pair';
export type { EmbeddedPair, EmbeddedPairOptions, Which } from './pair';
