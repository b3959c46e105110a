import { Body, Controller, Headers, HttpCode, HttpStatus, Post, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { PAGE_LANGUAGES, renderPage, type PageLanguage } from '#libs/evidence';
import { COUNTRIES, CrexError, faultsOf, type CountryCode, type JsonSchema } from '#libs/protocol';
import type { Official } from '../context.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { auditorOf } from './auditor-of.js';
import { ExportExchange, type EvidenceOrderer } from './export-exchange.js';

const orderSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'ground', 'language'],
  properties: {
    id: {
      ...{ type: 'string', minLength: 1, maxLength: 60, pattern: '^[A-Za-z0-9-]+$' },
      description: 'of the request or the question, or the number of a message of the exchange',
    },
    country: {
      type: 'string',
      enum: COUNTRIES,
      description: 'of a request to several countries, the one that is meant',
    },
    ground: {
      ...{ type: 'string', pattern: '^[A-Za-z0-9]([A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$', examples: ['COURT-ORDER'] },
      description: 'code of the legal ground by which it is handed out; stands in the log',
    },
    language: { type: 'string', enum: PAGE_LANGUAGES },
    incomplete: { type: 'boolean', description: 'though a proof is not there yet' },
  },
};

interface Order {
  readonly id: string;
  readonly country?: CountryCode;
  readonly ground: string;
  readonly language: PageLanguage;
  readonly incomplete?: boolean;
}

/** The evidence of one exchange, for who was no part of it: a page that verifies itself. An auditor's, or that of who asked. */
@Controller('api/v1/evidence')
@Roles('auditor', 'prosecutor')
export class EvidenceController {
  constructor(private readonly exportExchange: ExportExchange) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @DescribeEvidence()
  async make(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Body() body: unknown,
  ) {
    const orderer: EvidenceOrderer = official.role === 'auditor' ? auditorOf(official, mandate) : { asker: official };
    const { id, language, ...order } = readOrder(body);
    const { evidence } = await this.exportExchange.run(orderer, id, order);
    return new StreamableFile(Buffer.from(renderPage(evidence, language)), {
      ...{ type: 'text/html; charset=utf-8', disposition: `attachment; filename="evidence-${evidence.access}.html"` },
    });
  }
}

/** @throws log.invalid-input */
function readOrder(body: unknown): Order {
  const pointers = faultsOf(orderSchema, body);
  if (pointers.length > 0) {
    throw new CrexError('log.invalid-input', 'the order does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return body as Order;
}

function DescribeEvidence(): MethodDecorator {
  return applyDecorators(
    ApiTags('log'),
    ApiOperation({
      operationId: 'makeEvidence',
      summary: 'Take the evidence of one exchange out as a page for a judge',
      description:
        'What was signed, the receipts, the entries of this log with their proofs, and the directories by which they are ' +
        'judged: `crex verify evidence` says what it is worth. An auditor names the mandate; a prosecutor gets that of ' +
        'requests of their own. Written into the log as VIEW, with the legal ground, before its first byte.',
    }),
    ApiHeader({ name: 'CREX-Mandate', required: false, description: 'of an auditor', schema: { type: 'string' } }),
    ApiBody({ required: true, schema: orderSchema as JsonSchema & object }),
    ApiResponse({
      ...{ status: 200, description: 'The page' },
      content: { 'text/html': { schema: { type: 'string', format: 'binary' } } },
    }),
    DescribeProblems({
      ...{ 400: ['log.mandate-missing', 'platform.invalid-json'], 404: ['log.unknown-exchange'] },
      409: ['log.several-exchanges', 'log.exchange-open', 'log.directory-not-held', 'log.evidence-incomplete'],
      ...{ 410: ['log.content-erased'], 413: ['platform.too-large'], 415: ['platform.unsupported-media-type'] },
      422: ['log.invalid-input'],
    }),
  );
}
