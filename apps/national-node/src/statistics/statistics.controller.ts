import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Home } from '../context.js';
import { Roles } from '../staff/access-token.guard.js';
import {
  DescribePurposes,
  DescribeStatistics,
  readStatisticsQuery,
  statisticsResponse,
} from './describe-statistics.js';
import { purposesCsv, statisticsCsv } from './statistics-csv.js';
import { ViewPurposes } from './view-purposes.js';
import { ViewStatistics } from './view-statistics.js';

const CSV = 'text/csv; charset=utf-8; header=present';

/** What the members publish, for who oversees and who runs this node. It speaks of nobody, so reading it is no entry of the log. */
@Controller('api/v1/statistics')
@Roles('auditor', 'operator')
export class StatisticsController {
  constructor(
    private readonly viewStatistics: ViewStatistics,
    private readonly viewPurposes: ViewPurposes,
    private readonly home: Home,
  ) {}

  @Get()
  @DescribeStatistics()
  async statistics(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const { format, ...which } = readStatisticsQuery(query);
    const published = await this.viewStatistics.run(which);
    if (format !== 'csv') return statisticsResponse(published);
    void reply.header('content-type', CSV);
    return statisticsCsv(published);
  }

  @Get('purposes')
  @DescribePurposes()
  async purposes(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const { format, month } = readStatisticsQuery(query);
    const figures = await this.viewPurposes.run(month);
    if (format !== 'csv') return figures;
    void reply.header('content-type', CSV);
    return purposesCsv(this.home.country, figures);
  }
}
