export { startServer as startDocumentServer } from './server';
