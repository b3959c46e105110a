import { applyDecorators, Body, Controller, Get, Headers, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiBody, ApiParam, ApiResponse } from '@nestjs/swagger';
import { CrexError, faultsOf, lineSchema, type JsonSchema } from '#libs/protocol';
import type { Official } from '../context.js';
import { auditorOf } from '../log/auditor-of.js';
import { describeOperation, LOGGED, okResponse } from '../log/describe-log.js';
import { closed, country, listOf, text, time } from '../log/log-schemas.js';
import { entryNotFound } from '../log/read-entry.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { ReviewUse, type Review } from './review-use.js';
import type { Use } from './review.store.js';
import { MAX_REVIEWS, ViewReviews } from './view-reviews.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const reviewsSchema = closed({
  reviews: listOf(
    closed({
      eventId: { type: 'string', format: 'uuid', description: 'of the entry, as `entries/{eventId}/{type}` takes it' },
      type: { type: 'string', enum: ['ASK', 'DISCLOSURE', 'NO_RECORD'] },
      ...{ purpose: text, country: { ...country, description: 'that was asked, or was answered' } },
      ...{ usedAt: time, dueAt: { ...time, description: 'an alarm is raised when nobody has reviewed it until then' } },
    }),
  ),
});
const reviewSchema = closed({
  verdict: { type: 'string', enum: ['JUSTIFIED', 'NOT_JUSTIFIED'] },
  comment: { ...lineSchema(400), description: 'why; stands in the log' },
});

/** Uses of an exceptional purpose, for this country's auditors to judge. Every call is an entry of the log. */
@Controller('api/v1/log/reviews')
@Roles('auditor')
export class ReviewController {
  constructor(
    private readonly viewReviews: ViewReviews,
    private readonly reviewUse: ReviewUse,
  ) {}

  @Get()
  @DescribeList()
  async list(@CurrentOfficial() official: Official, @Headers('crex-mandate') mandate: string | undefined) {
    return { reviews: (await this.viewReviews.run(auditorOf(official, mandate))).map(useOf) };
  }

  @Post(':eventId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeReview()
  async review(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Param('eventId') eventId: string,
    @Body() body: unknown,
  ): Promise<void> {
    const auditor = auditorOf(official, mandate);
    if (!UUID.test(eventId)) throw entryNotFound();
    await this.reviewUse.run(auditor, eventId, readReview(body));
  }
}

function useOf({ eventId, type, purpose, country, usedAt, dueAt }: Use) {
  return { eventId, type, purpose, country, usedAt: isoOf(usedAt), dueAt: isoOf(dueAt) };
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');

/** @throws log.invalid-input */
function readReview(body: unknown): Review {
  const pointers = faultsOf(reviewSchema, body);
  if (pointers.length > 0) {
    throw new CrexError('log.invalid-input', 'the review does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return body as Review;
}

function DescribeList(): MethodDecorator {
  return describeOperation({
    operationId: 'listReviews',
    summary: 'Uses of an exceptional purpose (C5) that wait to be reviewed',
    description:
      'Questions of our officials and answers of ours that said what the register holds; what is due first at first, at ' +
      `most ${MAX_REVIEWS}. Each is to be reviewed within 72 hours. ${LOGGED}`,
    response: okResponse(reviewsSchema, 'What waits'),
    problems: { 400: ['log.mandate-missing'], 500: ['log.inconsistent'], 503: ['log.unavailable'] },
  });
}

function DescribeReview(): MethodDecorator {
  return applyDecorators(
    ApiParam({ name: 'eventId', schema: { type: 'string', format: 'uuid' } }),
    ApiBody({ required: true, schema: reviewSchema as JsonSchema & object }),
    describeOperation({
      operationId: 'reviewUse',
      summary: 'Judge a use of an exceptional purpose, once',
      description:
        'Written into the log as REVIEW. NOT_JUSTIFIED calls the operator. Whoever asked, approved, decided or released it ' +
        'does not review it.',
      response: ApiResponse({ status: 204, description: 'Done' }),
      problems: {
        ...{ 400: ['log.mandate-missing', 'platform.invalid-json'], 403: ['log.own-use'], 404: ['log.not-found'] },
        ...{ 409: ['log.already-reviewed'], 413: ['platform.too-large'], 415: ['platform.unsupported-media-type'] },
        422: ['log.invalid-input'],
      },
    }),
  );
}
