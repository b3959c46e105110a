import { applyDecorators, Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { COUNTRIES, isCountryCode, type CountryCode, type JsonSchema } from '#libs/protocol';
import { localDate } from '../calendar.js';
import { Home, type Official } from '../context.js';
import { DescribeEvents, listening, sendStates } from '../events/event-stream.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import { CancelQuestion, cancellationSchema, readCancellation } from './cancel-question.js';
import { FollowRequest } from './follow-request.js';
import { InformCountry, informationSchema, readInformation } from './inform-country.js';
import { askedSchema, ViewAsked } from './view-asked.js';
import { notFound, requestIdOf } from './view-request.js';

/** What an official does about a question that is under way, over HTTP. */
@Controller('api/v1/requests/:id')
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class QuestionController {
  constructor(
    private readonly informCountry: InformCountry,
    private readonly cancelQuestion: CancelQuestion,
    private readonly followRequest: FollowRequest,
    private readonly viewAsked: ViewAsked,
    private readonly home: Home,
  ) {}

  @Get('asked')
  @DescribeAsked()
  asked(@CurrentOfficial() official: Official, @Param('id') id: string) {
    return this.viewAsked.run(official, requestIdOf(id));
  }

  @Get('events')
  @DescribeEvents('requests', 'followRequest')
  async events(@CurrentOfficial() official: Official, @Param('id') id: string, @Res() reply: FastifyReply) {
    const changes = await this.followRequest.run(official, requestIdOf(id), listening(reply));
    return sendStates(reply, changes, this.home);
  }

  @Post('questions/:country/information')
  @HttpCode(HttpStatus.ACCEPTED)
  @Describe('informCountry', informationSchema, 'ask.not-awaited', {
    summary: 'Tell a country what it has asked back for, or that it cannot be had',
    description: 'With the whole subject as it is known now. The country has its time to answer again, in full.',
  })
  async inform(
    @CurrentOfficial() official: Official,
    @Param('id') id: string,
    @Param('country') country: string,
    @Body() body: unknown,
  ): Promise<void> {
    const information = readInformation(body, localDate(this.home));
    await this.informCountry.run(official, requestIdOf(id), countryOf(country), information);
  }

  @Post('questions/:country/cancellation')
  @HttpCode(HttpStatus.ACCEPTED)
  @Describe('cancelQuestion', cancellationSchema, 'ask.not-open', {
    summary: 'Take a question back',
    description: 'What has not left ends at once; else the question is CANCELLED when the other country says so.',
  })
  async cancel(
    @CurrentOfficial() official: Official,
    @Param('id') id: string,
    @Param('country') country: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.cancelQuestion.run(official, requestIdOf(id), countryOf(country), readCancellation(body));
  }
}

/** Who never was asked and what is no country are told apart by nobody. */
function countryOf(text: string): CountryCode {
  if (!isCountryCode(text)) throw notFound();
  return text;
}

function Describe(
  operationId: string,
  schema: JsonSchema,
  conflict: string,
  words: { readonly summary: string; readonly description: string },
): MethodDecorator {
  return applyDecorators(
    ApiTags('requests'),
    ApiOperation({ operationId, ...words }),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ApiParam({ name: 'country', schema: { type: 'string', enum: [...COUNTRIES] } }),
    ApiBody({ required: true, schema: schema as JsonSchema & object }),
    ApiResponse({ status: 202, description: 'Kept; on its way' }),
    DescribeProblems({
      400: ['platform.invalid-json'],
      404: ['ask.not-found'],
      409: [conflict],
      413: ['platform.too-large'],
      415: ['platform.unsupported-media-type'],
      422: ['ask.invalid-input'],
    }),
  );
}

function DescribeAsked(): MethodDecorator {
  const content = { 'application/json': { schema: askedSchema as JsonSchema & object } };
  return applyDecorators(
    ApiTags('requests'),
    ApiOperation({
      operationId: 'viewAsked',
      summary: 'See what you have asked, in a request or in a query',
      description:
        'Written into the log as VIEW before the first byte; the person is found by it. Not there before it has left.',
    }),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ApiResponse({ status: 200, description: 'What was asked', content }),
    DescribeProblems({ 404: ['ask.not-found'] }),
  );
}
