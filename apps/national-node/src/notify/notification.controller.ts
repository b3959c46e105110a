import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { questionIdOf } from '../clerk/queued-question.js';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import {
  DescribeCount,
  DescribeDecision,
  DescribeWaiting,
  readNotificationDecision,
  waitingResponse,
} from './describe-notifications.js';
import { DecideNotification, ViewNotifications } from './waiting-notifications.js';

/** Convictions of nationals elsewhere, over HTTP: a clerk says whose they are. */
@Controller('api/v1/clerk/notifications')
@Roles('clerk')
export class NotificationController {
  constructor(
    private readonly viewNotifications: ViewNotifications,
    private readonly decideNotification: DecideNotification,
  ) {}

  @Get()
  @DescribeWaiting()
  async waiting(@CurrentOfficial() official: Official) {
    return waitingResponse(await this.viewNotifications.run(official));
  }

  @Get('count')
  @DescribeCount()
  async count() {
    return { waiting: await this.viewNotifications.count() };
  }

  @Post(':id/decision')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeDecision()
  decide(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return this.decideNotification.run(official, questionIdOf(id), readNotificationDecision(body));
  }
}
