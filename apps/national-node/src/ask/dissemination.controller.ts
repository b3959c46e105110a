import { applyDecorators, Body, Controller, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import { disseminationSchema, readDissemination, RecordDissemination } from './record-dissemination.js';
import { requestIdOf } from './view-request.js';

/** An answer went on to another authority: recorded by who made the request. */
@Controller('api/v1/requests/:id/disseminations')
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class DisseminationController {
  constructor(private readonly recordDissemination: RecordDissemination) {}

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Describe()
  record(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown) {
    return this.recordDissemination.run(official, requestIdOf(id), readDissemination(body));
  }
}

function Describe(): MethodDecorator {
  const eventId = { type: 'string', format: 'uuid', description: 'of its entry in the log' };
  const schema = { type: 'object', additionalProperties: false, required: ['eventId'], properties: { eventId } };
  return applyDecorators(
    ApiTags('requests'),
    ApiOperation({
      operationId: 'recordDissemination',
      summary: 'Record that an answer was passed on to another authority of this country',
      description: 'One entry in the log for each call (SECONDARY_DISSEMINATION), found by the person and both cases.',
    }),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ApiBody({ required: true, schema: disseminationSchema }),
    ApiResponse({ status: 201, description: 'Recorded', content: { 'application/json': { schema } } }),
    DescribeProblems({
      400: ['platform.invalid-json'],
      404: ['ask.not-found'],
      409: ['ask.no-answer'],
      413: ['platform.too-large'],
      415: ['platform.unsupported-media-type'],
      422: ['ask.invalid-input'],
    }),
  );
}
