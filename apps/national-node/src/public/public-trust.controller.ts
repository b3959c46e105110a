import { applyDecorators, Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ENVIRONMENTS } from '#libs/protocol';
import { closed } from '../log/log-schemas.js';
import { WithoutSignIn } from '../staff/access-token.guard.js';
import { DescribePublicProblems } from '../staff/describe-problems.js';
import { ViewPublicTrust, type PublicTrust } from './view-public-trust.js';

const ders = { type: 'array', items: { type: 'string', format: 'byte', description: 'DER in base64' } } as const;
const trustSchema = closed({
  env: { type: 'string', enum: ENVIRONMENTS },
  directory: closed({ version: { type: 'integer' }, at: { type: 'integer', description: 'seconds since 1970' } }),
  members: {
    type: 'object',
    description: 'by country code',
    additionalProperties: closed({ caCertificates: ders, crls: ders }),
  },
  timeStampAuthorities: ders,
});

/** What the public page judges extracts by. Needs no sign-in: all of it is published in the directory. */
@Controller('public/v1')
@WithoutSignIn()
export class PublicTrustController {
  constructor(private readonly viewTrust: ViewPublicTrust) {}

  @Get('trust')
  @Header('cache-control', 'public, max-age=60')
  @Describe()
  trust(): PublicTrust {
    return this.viewTrust.run();
  }
}

function Describe(): MethodDecorator {
  return applyDecorators(
    ApiTags('public'),
    ApiOperation({
      operationId: 'publicTrust',
      summary: 'The certificates that an extract is judged by',
      description:
        'CA certificates and revocation lists of the countries, and the time-stamp authorities believed here.',
    }),
    ApiResponse({
      ...{ status: 200, description: 'As the directory lists them today' },
      content: { 'application/json': { schema: trustSchema } },
    }),
    DescribePublicProblems({ 503: ['directory.none', 'directory.expired'] }),
  );
}
