import { extractSchema } from '#libs/extract';
import {
  bodySchemas,
  contentSchema,
  slipSchema,
  statementSchemas,
  statisticsSchema,
  statusSchema,
} from '#libs/protocol';

const named = (prefix: string, schemas: Readonly<Record<string, object>>) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${prefix}-${name}`, schema]));

const sources: Readonly<Record<string, object>> = {
  slip: slipSchema,
  content: contentSchema,
  ...named('body', bodySchemas),
  ...named('statement', statementSchemas),
  status: statusSchema,
  statistics: statisticsSchema,
  extract: extractSchema,
};

/** The files of docs/protocol/schemas/, by name: what the product checks with, and a heading. */
export const publishedSchemas: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(sources).map(([name, schema]) => [
    name,
    { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:crex:schema:1:${name}`, ...schema },
  ]),
);
