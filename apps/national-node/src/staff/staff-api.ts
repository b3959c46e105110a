import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { HttpOptions } from '#libs/platform/http';
import { parseJson } from '#libs/protocol';
import { problemSchema } from './describe-problems.js';

/** The largest body (bytes): a person with ten names and ten documents fits several times. */
const MAX_BODY_BYTES = 131_072;
const JSON_LIMITS = { maxBytes: MAX_BODY_BYTES, maxDepth: 8, maxValues: 2_000, integersAndStringsOnly: false } as const;

/** What the domestic API asks of the HTTP server, wherever and however it listens. */
export const staffApi = {
  bodyLimitBytes: MAX_BODY_BYTES,
  parseJson: (body) => parseJson(body, JSON_LIMITS),
  rawBodyTypes: [],
  statuses: {
    'ask.idempotency-key-missing': 400,
    'ask.own-country': 422,
    'ask.not-allowed': 403,
    'ask.key-reused': 409,
    'ask.over-budget': 429,
    'ask.same-official': 403,
    'ask.not-a-draft': 409,
    'ask.draft-changed': 409,
    'ask.too-many-drafts': 409,
    'register.not-ready': 503,
    'ask.no-answer': 409,
    'clerk.not-assigned': 409,
    'clerk.waits-for-release': 409,
    'clerk.nothing-to-ask': 409,
    'clerk.nothing-to-release': 409,
    'clerk.same-official': 403,
    'notify.not-waiting': 409,
    'notify.unknown-person': 422,
    'answer.not-now': 503,
    'answer.policy-refuses': 409,
    'answer.no-candidate': 409,
    'answer.not-in-part': 409,
    'answer.question-erased': 410,
    'ask.not-awaited': 409,
    'ask.not-open': 409,
    'ask.no-extract': 404,
    'ask.extract-refused': 409,
    'ask.extract-altered': 409,
    'ask.extract-erased': 410,
    'ask.no-proof-yet': 409,
    'log.mandate-missing': 400,
    'log.too-much': 422,
    'log.already-reviewed': 409,
    'log.own-use': 403,
    'log.inconsistent': 500,
    'log.not-printable': 422,
    'log.unknown-exchange': 404,
    'log.several-exchanges': 409,
    'log.exchange-open': 409,
    'log.directory-not-held': 409,
    'log.evidence-incomplete': 409,
    'log.content-erased': 410,
    'log.not-listed': 409,
    'node.invalid-outage': 422,
    'node.no-such-outage': 404,
    'node.too-many-outages': 409,
    'directory.none': 503,
    'directory.expired': 503,
    'auth.csrf': 403,
    'auth.step-up-needed': 401,
    'staff.no-role': 403,
    'staff.wrong-audience': 401,
    'staff.issuer-unreachable': 503,
  },
  prepare: describeApi,
} as const satisfies Partial<HttpOptions>;

/** Publishes what the API is: OpenAPI 3.1 at `/api/openapi.json`, and a page for people at `/api/docs`. Both need no sign-in. */
export function describeApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, apiDocument(app), {
    ...{ raw: ['json'], jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'CREX: domestic API' },
    swaggerOptions: { validatorUrl: null }, // the page speaks with this node and nobody else
  });
}

/** The description of every endpoint that the application has. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('CREX: domestic API of a national node')
    .setDescription(
      "For the country's own systems. Every endpoint needs an access token (RFC 9068) of the country's sign-in service, " +
        'with a staff number, a role and an authority; who has several roles names one with the header `CREX-Role`. ' +
        'Every error is a problem (RFC 9457) with a stable `code`.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt (RFC 9068)' }, 'accessToken')
    .build();
  const document = SwaggerModule.createDocument(app, about);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
  };
  return document;
}
