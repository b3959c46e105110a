import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { requestIdOf } from '../ask/view-request.js';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeDocument, DescribeExtracts, DescribeProof } from './describe-extracts.js';
import { extractListResponse, readNumber } from './extract-response.js';
import { ViewExtract } from './view-extract.js';

/** The certified extracts that came with the answers to a request, over HTTP. */
@Controller('api/v1/requests/:id')
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class ExtractController {
  constructor(private readonly viewExtract: ViewExtract) {}

  @Get('extracts')
  @DescribeExtracts()
  async list(@CurrentOfficial() official: Official, @Param('id') id: string) {
    return extractListResponse(await this.viewExtract.list(official, requestIdOf(id)));
  }

  @Get('extract')
  @DescribeDocument()
  async document(
    @CurrentOfficial() official: Official,
    @Param('id') id: string,
    @Query('number') number: unknown,
    @Res() reply: FastifyReply,
  ) {
    const extract = await this.viewExtract.document(official, requestIdOf(id), readNumber(number));
    void reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `attachment; filename="${extract.number}.pdf"`)
      .header('cache-control', 'no-store')
      .header('crex-extract-status', extract.status)
      .send(Buffer.from(extract.pdf));
  }

  @Get('extract/proof')
  @DescribeProof()
  async proof(
    @CurrentOfficial() official: Official,
    @Param('id') id: string,
    @Query('number') number: unknown,
    @Res() reply: FastifyReply,
  ) {
    const proof = await this.viewExtract.proof(official, requestIdOf(id), readNumber(number));
    void reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(Buffer.from(proof, 'utf8'));
  }
}
