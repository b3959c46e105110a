import { Body, Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { Home, type Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { AnnounceOutage } from '../status/announce-outage.js';
import {
  DescribeEnding,
  DescribeKeys,
  DescribeLogState,
  DescribeOutages,
  DescribePlanning,
  DescribeState,
  readOutage,
} from './describe-operations.js';
import { keysResponse, logStateResponse, operationsResponse, outagesResponse } from './operations-response.js';
import { ViewKeys } from './view-keys.js';
import { ViewLogState } from './view-log-state.js';
import { ViewOperations } from './view-operations.js';

/** What an operator looks after. It speaks of nobody; what an operator changes is an entry of the log. */
@Controller('api/v1/operations')
@Roles('operator')
export class OperationsController {
  constructor(
    private readonly viewOperations: ViewOperations,
    private readonly viewKeys: ViewKeys,
    private readonly viewLogState: ViewLogState,
    private readonly announceOutage: AnnounceOutage,
    private readonly home: Home,
  ) {}

  @Get('state')
  @DescribeState()
  async state() {
    return operationsResponse(await this.viewOperations.run(), this.home.nowSeconds());
  }

  @Get('keys')
  @DescribeKeys()
  keys() {
    return keysResponse(this.viewKeys.run());
  }

  @Get('log')
  @DescribeLogState()
  async log() {
    return logStateResponse(await this.viewLogState.run(), this.home.nowSeconds());
  }

  @Get('outages')
  @DescribeOutages()
  async outages() {
    return outagesResponse(await this.announceOutage.coming());
  }

  @Post('outages')
  @HttpCode(HttpStatus.OK)
  @DescribePlanning()
  async plan(@CurrentOfficial() official: Official, @Body() body: unknown) {
    return outagesResponse(await this.announceOutage.plan(official, readOutage(body)));
  }

  @Post('outages/end')
  @HttpCode(HttpStatus.OK)
  @DescribeEnding()
  async end(@CurrentOfficial() official: Official, @Body() body: unknown) {
    return outagesResponse(await this.announceOutage.end(official, readOutage(body)));
  }
}
