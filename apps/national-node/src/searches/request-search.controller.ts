import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeSearches } from './describe-searches.js';
import { readRequestSearch, RequestSearches } from './request-searches.js';

/** Saved searches of one's own requests, over HTTP. */
@Controller('api/v1/request-searches')
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class RequestSearchController {
  constructor(private readonly requestSearches: RequestSearches) {}

  @Get()
  @DescribeSearches('list')
  async list(@CurrentOfficial() official: Official) {
    return { searches: await this.requestSearches.saved(official) };
  }

  @Post()
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeSearches('save')
  save(@CurrentOfficial() official: Official, @Body() body: unknown): Promise<void> {
    return this.requestSearches.save(official, readRequestSearch(body));
  }

  @Delete(':name')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeSearches('forget')
  forget(@CurrentOfficial() official: Official, @Param('name') name: string): Promise<void> {
    return this.requestSearches.forget(official, name);
  }
}
