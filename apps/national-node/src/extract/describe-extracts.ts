import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { resourceResponse } from '../ask/describe-requests.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import { extractListSchema, numberSchema } from './extract-response.js';

const ofRequest = [ApiTags('requests'), ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })] as const;
const number = ApiQuery({
  ...{ name: 'number', required: false, description: 'one of several; else the newest that verifies' },
  schema: { ...numberSchema, examples: [...numberSchema.examples] },
});
const CHOSEN = { 404: ['ask.not-found', 'ask.no-extract'], 422: ['ask.invalid-input'] };

export function DescribeExtracts(): MethodDecorator {
  return applyDecorators(
    ...ofRequest,
    ApiOperation({
      operationId: 'listExtracts',
      summary: 'The certified extracts that came with the answers, and what was found of each',
    }),
    resourceResponse(extractListSchema)(200, 'The newest first'),
    DescribeProblems({ 404: ['ask.not-found'] }),
  );
}

export function DescribeDocument(): MethodDecorator {
  const headers = {
    'CREX-Extract-Status': { description: 'what the copy is worth', schema: { type: 'string' as const } },
  };
  const content = { 'application/pdf': { schema: { type: 'string' as const, format: 'binary' } } };
  return applyDecorators(
    ...ofRequest,
    number,
    ApiOperation({
      operationId: 'viewExtract',
      summary: 'A certified extract (PDF)',
      description: 'Judged anew before it is shown; each look is an entry of the log.',
    }),
    ApiResponse({ status: 200, description: 'The document as it came', headers, content }),
    DescribeProblems({
      ...{ ...CHOSEN, 409: ['ask.extract-refused', 'ask.extract-altered'], 410: ['ask.extract-erased'] },
      503: ['ask.unavailable'],
    }),
  );
}

export function DescribeProof(): MethodDecorator {
  return applyDecorators(
    ...ofRequest,
    number,
    ApiOperation({
      operationId: 'proveExtract',
      summary: 'The proof that the log of its country names an extract (C2SP tlog-proof, the entry as its extra data)',
    }),
    ApiResponse({ status: 200, description: 'The proof', content: { 'text/plain': { schema: { type: 'string' } } } }),
    DescribeProblems({ ...CHOSEN, 409: ['ask.extract-refused', 'ask.no-proof-yet'] }),
  );
}
