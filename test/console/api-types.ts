import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { NationalNodeModule, type Wiring } from '../../apps/national-node/src/national-node.module.js';
import { apiDocument } from '../../apps/national-node/src/staff/staff-api.js';

export const API_TYPES = 'apps/console/src/api/schema.d.ts';

/** Whatever is asked of it is there: only what the controllers say of themselves is looked at, and nothing is run. */
const anything: unknown = new Proxy(() => anything, {
  get: (_, name) => (name === 'then' || typeof name === 'symbol' ? undefined : anything),
});

/** The types of the domestic API, from the description of every endpoint of the node's module. */
export async function apiTypes(): Promise<string> {
  const module = NationalNodeModule.with(anything as Wiring);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest types its options so
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
  });
  const document = apiDocument(app) as unknown as OpenAPI3;
  const text = astToString(await openapiTS(document, { alphabetize: true, rootTypes: false }));
  const header = '// Made by `npm run api-types` from the description of the domestic API; a test compares.\n';
  return format(header + text, { ...(await resolveConfig(API_TYPES)), filepath: API_TYPES });
}
