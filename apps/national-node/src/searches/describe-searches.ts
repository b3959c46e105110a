import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DescribeProblems } from '../staff/describe-problems.js';
import { requestSearchesSchema, requestSearchSchema } from './request-searches.js';

const DONE = ApiResponse({ status: 204, description: 'Done' });

const ENDPOINTS = {
  list: [
    ApiOperation({
      ...{ operationId: 'listRequestSearches', summary: 'Your saved searches of your requests' },
      description: 'By name. They hold words of lists alone, so looking at them is no entry of the log.',
    }),
    ApiResponse({ status: 200, description: 'Yours', schema: requestSearchesSchema }),
    DescribeProblems({}),
  ],
  save: [
    ApiOperation({
      ...{ operationId: 'saveRequestSearch', summary: 'Save a search of your requests under a name' },
      description: 'The same name replaces it.',
    }),
    ApiBody({ required: true, schema: requestSearchSchema }),
    DONE,
    DescribeProblems({
      ...{ 400: ['platform.invalid-json'], 413: ['platform.too-large'], 415: ['platform.unsupported-media-type'] },
      422: ['ask.invalid-input'],
    }),
  ],
  forget: [
    ApiOperation({
      ...{ operationId: 'forgetRequestSearch', summary: 'Forget a saved search', description: 'Yours alone.' },
    }),
    ApiParam({ name: 'name', schema: { type: 'string' } }),
    DONE,
    DescribeProblems({ 404: ['ask.not-found'] }),
  ],
} as const;

/** What the OpenAPI document says of an endpoint of saved searches. */
export function DescribeSearches(endpoint: keyof typeof ENDPOINTS): MethodDecorator {
  return applyDecorators(ApiTags('requests'), ...ENDPOINTS[endpoint]);
}
