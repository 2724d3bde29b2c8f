import { writeFile } from 'node:fs/promises';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createLogger, Metrics } from '@usance/platform';
import { createNestApp } from './app';
import { documentOf } from './openapi';

const FILE = 'libs/contracts/openapi.json';

/** The OpenAPI document of the api, from its routes alone: no server is needed, none is asked. */
export const buildOpenApi = async (): Promise<OpenAPIObject> => {
  const unused = {} as never;
  const app = await createNestApp({
    runner: unused,
    eventStore: unused,
    models: unused,
    businessDay: unused,
    logger: createLogger('error', 'api'),
    metrics: new Metrics({ runtime: false }),
  });
  const document = documentOf(app);
  await app.close();
  return document;
};

/** `node generate-openapi.js [file]` */
const main = async (file = FILE): Promise<void> => writeFile(file, `${JSON.stringify(await buildOpenApi(), null, 2)}\n`);

if (require.main === module) void main(process.argv[2]);
