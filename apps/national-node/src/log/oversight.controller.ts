import { Controller, Get, Headers } from '@nestjs/common';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { auditorOf } from './auditor-of.js';
import { DescribeAlarms, DescribeReconciliations } from './describe-log.js';
import { alarmsResponse, reconciliationsResponse } from './oversight-response.js';
import { ViewAlarms } from './view-alarms.js';
import { ViewReconciliations } from './view-reconciliations.js';

/** What is wrong, and what was compared with the other countries: for this country's auditors. Every call is an entry of the log. */
@Controller('api/v1/log')
@Roles('auditor')
export class OversightController {
  constructor(
    private readonly viewAlarms: ViewAlarms,
    private readonly viewReconciliations: ViewReconciliations,
  ) {}

  @Get('alarms')
  @DescribeAlarms()
  async alarms(@CurrentOfficial() official: Official, @Headers('crex-mandate') mandate: string | undefined) {
    return alarmsResponse(await this.viewAlarms.run(auditorOf(official, mandate)));
  }

  @Get('reconciliations')
  @DescribeReconciliations()
  async reconciliations(@CurrentOfficial() official: Official, @Headers('crex-mandate') mandate: string | undefined) {
    return reconciliationsResponse(await this.viewReconciliations.run(auditorOf(official, mandate)));
  }
}
