export { loadConfig, type Config } from './config/config';
export { ConfigError } from './config/config-error';
export { createLogger, Logger, LOG_LEVELS, nestLogger, type LogLevel } from './logging/logger';
export { Metrics, type ProjectionLag } from './metrics/metrics';
export { FOLLOWED, openFoundations, parkedDeadlines, type Foundations } from './foundations';
