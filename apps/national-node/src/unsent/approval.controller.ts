import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { requestIdOf } from '../ask/view-request.js';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DecideOnRequest } from './decide-on-request.js';
import { DescribeUnsent } from './describe-unsent.js';
import { readUnsentInput } from './unsent-input.js';
import { waitingOf, waitingResponse } from './unsent-response.js';
import { ViewUnsent } from './view-unsent.js';

/** The second person of a request or query, over HTTP. What waits for somebody else does not exist here. */
@Controller('api/v1')
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class ApprovalController {
  constructor(
    private readonly viewUnsent: ViewUnsent,
    private readonly decideOnRequest: DecideOnRequest,
  ) {}

  @Get('approvals')
  @DescribeUnsent('listApprovals')
  async list(@CurrentOfficial() official: Official) {
    return { requests: (await this.viewUnsent.list(official)).map(waitingOf) };
  }

  @Get('approvals/:id')
  @DescribeUnsent('viewApproval')
  async view(@CurrentOfficial() official: Official, @Param('id') id: string) {
    return waitingResponse(await this.viewUnsent.waiting(official, requestIdOf(id)));
  }

  @Post('requests/:id/approval')
  @HttpCode(HttpStatus.OK)
  @DescribeUnsent('decideOnRequest')
  async decide(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown) {
    const input = readUnsentInput('approval', body);
    const requestId = requestIdOf(id);
    return { id: requestId, state: await this.decideOnRequest.run(official, requestId, input) };
  }
}
