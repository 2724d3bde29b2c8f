import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

const TITLE = 'Usance';
const DESCRIPTION = `Trade credit: credit limits, invoices, payments, disputes, overdue, claims.

Money is a decimal string beside its currency; dates are \`YYYY-MM-DD\`; instants are RFC 3339, in UTC when answered. Every problem is RFC 9457
\`application/problem+json\` with a stable \`code\`. A command answers with the \`position\` at which it is in the log; a query with
\`atLeast\` of that position sees it.`;

/** What is sent: unknown fields are refused, and the document says so. */
const REFUSES_OTHER_FIELDS = /Request$|^BatchLine$|^Money$/;

/** The OpenAPI 3.1 document of the application. */
export const documentOf = (app: NestFastifyApplication): OpenAPIObject => {
  const outline = new DocumentBuilder()
    .setTitle(TITLE)
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = SwaggerModule.createDocument(app, outline, { autoTagControllers: false });
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    if (REFUSES_OTHER_FIELDS.test(name)) Object.assign(schema, { additionalProperties: false });
  return document;
};

/** `/docs` for people, `/docs-json` for tools. */
export const serveDocs = (app: NestFastifyApplication): void => {
  SwaggerModule.setup('docs', app, () => documentOf(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: TITLE,
  });
};
