import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { readClerkInput } from './clerk-input.js';
import { orderedResponse, questionResponse, queueResponse } from './clerk-response.js';
import { DecideQuestion } from './decide-question.js';
import { DescribeClerk } from './describe-clerk.js';
import { questionIdOf } from './queued-question.js';
import { ReleaseDecision } from './release-decision.js';
import { ViewQuestion } from './view-question.js';
import { ViewQueue } from './view-queue.js';
import { WorkOnQuestion } from './work-on-question.js';

/** What machines must not decide, over HTTP: questions of other countries that wait for a clerk. */
@Controller('api/v1/clerk')
@Roles('clerk')
export class ClerkController {
  constructor(
    private readonly viewQueue: ViewQueue,
    private readonly viewQuestion: ViewQuestion,
    private readonly workOnQuestion: WorkOnQuestion,
    private readonly decideQuestion: DecideQuestion,
    private readonly releaseDecision: ReleaseDecision,
  ) {}

  @Get('queue')
  @DescribeClerk('queue')
  async queue(@CurrentOfficial() official: Official, @Query() query: unknown) {
    return queueResponse(await this.viewQueue.run(official, readClerkInput('query', query)));
  }

  @Get('searches')
  @DescribeClerk('searches')
  async searches(@CurrentOfficial() official: Official) {
    return { searches: await this.viewQueue.saved(official) };
  }

  @Post('searches')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeClerk('saveSearch')
  save(@CurrentOfficial() official: Official, @Body() body: unknown): Promise<void> {
    return this.viewQueue.save(official, readClerkInput('savedSearch', body));
  }

  @Delete('searches/:name')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeClerk('forgetSearch')
  forget(@CurrentOfficial() official: Official, @Param('name') name: string): Promise<void> {
    return this.viewQueue.forget(official, name);
  }

  @Get('questions/:id')
  @DescribeClerk('question')
  async question(@CurrentOfficial() official: Official, @Param('id') id: string) {
    return questionResponse(await this.viewQuestion.run(official, questionIdOf(id)));
  }

  @Post('questions/:id/assignment')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeClerk('assign')
  assign(@CurrentOfficial() { id: me }: Official, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const { to = me } = readClerkInput('assignment', body);
    return this.workOnQuestion.assign(questionIdOf(id), to);
  }

  @Post('questions/:id/comments')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeClerk('comment')
  comment(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return this.workOnQuestion.comment(official, questionIdOf(id), readClerkInput('comment', body).comment);
  }

  @Post('questions/:id/delay')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeClerk('delay')
  delay(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    const { announcedAt, reason } = readClerkInput('delay', body);
    return this.workOnQuestion.announce(official, questionIdOf(id), announcedAt, reason);
  }

  @Post('questions/:id/decision')
  @HttpCode(HttpStatus.OK)
  @DescribeClerk('decide')
  async decide(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown) {
    const order = readClerkInput('decision', body);
    return orderedResponse(await this.decideQuestion.run(official, questionIdOf(id), order));
  }

  @Post('questions/:id/release')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeClerk('release')
  release(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return this.releaseDecision.run(official, questionIdOf(id), readClerkInput('release', body).verdict);
  }
}
