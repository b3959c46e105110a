import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DescribeProblems } from '../staff/describe-problems.js';

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** What the OpenAPI document says of `GET /api/v1/logs/{path}`. */
export function DescribeLogFiles(): MethodDecorator {
  return applyDecorators(
    ApiTags('log'),
    ApiOperation({
      operationId: 'readLogFile',
      summary: 'Read the disclosure log of this country as files',
      description:
        'The layout of C2SP tlog-tiles, so that stock clients of transparency logs can be pointed here: the newest ' +
        '`<origin>/checkpoint` with its cosignatures, hashes as `<origin>/tile/<level>/<index>[.p/<width>]`, entries as ' +
        '`<origin>/tile/entries/<index>[.p/<width>]`. Every bundle of entries that is read is logged as an access ' +
        '(ACCESS_TO_LOG) before its first byte.',
    }),
    ApiParam({
      name: 'path',
      description: 'origin and file; its slashes are not encoded',
      schema: { type: 'string', examples: ['log.ar.crex.example/audit/1/checkpoint'] },
    }),
    ApiHeader({
      name: 'CREX-Role',
      ...{ required: false, description: 'the role to act in, for who has several' },
      schema: { type: 'string', enum: ['auditor'] },
    }),
    ApiResponse({
      ...{ status: 200, description: 'A signed note (text), hashes of 32 bytes each, or a bundle of entries' },
      content: { 'text/plain': { schema: { type: 'string' } }, 'application/octet-stream': binary },
    }),
    DescribeProblems({ 404: ['log.not-found'], 503: ['log.unavailable'] }),
  );
}
