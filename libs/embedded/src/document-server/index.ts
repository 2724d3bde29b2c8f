export { startServer as startDocumentServer } from './server';
export type { DocumentServer, DocumentServerOptions } from './server';
