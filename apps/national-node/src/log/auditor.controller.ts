import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, HttpCode, HttpStatus, Param, Post, StreamableFile } from '@nestjs/common';
import { isEntryType } from '#libs/audit';
import { Home, type Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { auditorOf } from './auditor-of.js';
import {
  DescribeCounting,
  DescribeExporting,
  DescribePrinting,
  DescribeReading,
  DescribeReporting,
  DescribeSearching,
  DescribeUnusual,
} from './describe-log.js';
import { MakeDisclosureReport } from './disclosure-report.js';
import { ExportLog } from './export-log.js';
import {
  DisclosureReportInput,
  ExportInput,
  PeriodInput,
  SearchInput,
  StatisticsInput,
  USUAL_PAGE,
} from './log-input.js';
import { entryResponse, pageResponse, positionOf, queryOf, secondsOf, subjectOf, wordsOf } from './log-response.js';
import { LogStatistics } from './log-statistics.js';
import { entryNotFound, ReadEntry } from './read-entry.js';
import { reportPage } from './report-page.js';
import { ReportPrinter } from './report-printer.js';
import { SearchLog } from './search-log.js';
import { unusualResponse } from './unusual-response.js';
import { ViewUnusual } from './view-unusual.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The country's log, for its auditors. What they look for stands in bodies, never in a URL; every call is an entry of the log. */
@Controller('api/v1/log')
@Roles('auditor')
export class AuditorController {
  constructor(
    private readonly searchLog: SearchLog,
    private readonly readEntry: ReadEntry,
    private readonly disclosureReport: MakeDisclosureReport,
    private readonly logStatistics: LogStatistics,
    private readonly exportLog: ExportLog,
    private readonly viewUnusual: ViewUnusual,
    private readonly reportPrinter: ReportPrinter,
    private readonly home: Home,
  ) {}

  @Post('entries')
  @HttpCode(HttpStatus.OK)
  @DescribeSearching()
  async search(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Body() input: SearchInput,
  ) {
    const { limit = USUAL_PAGE, after, ...query } = input;
    const page = { limit, ...(after === undefined ? {} : { after: positionOf(after) }) };
    return pageResponse(await this.searchLog.run(auditorOf(official, mandate), queryOf(query), page));
  }

  @Get('entries/:eventId/:type')
  @DescribeReading()
  async read(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Param('eventId') eventId: string,
    @Param('type') type: string,
  ) {
    const auditor = auditorOf(official, mandate);
    if (!UUID.test(eventId) || !isEntryType(type)) throw entryNotFound();
    return entryResponse(await this.readEntry.run(auditor, eventId, type));
  }

  @Post('disclosure-reports')
  @HttpCode(HttpStatus.OK)
  @DescribeReporting()
  async report(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Body() { from, to, subject, language }: DisclosureReportInput,
  ) {
    const period = { from: secondsOf(from), to: secondsOf(to) };
    const input = { ...period, subject: subjectOf(subject), language };
    return this.disclosureReport.run(auditorOf(official, mandate), input);
  }

  @Post('disclosure-reports/pdf')
  @HttpCode(HttpStatus.OK)
  @DescribePrinting()
  async print(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Body() { from, to, subject, language }: DisclosureReportInput,
  ) {
    const auditor = auditorOf(official, mandate);
    const period = { from: secondsOf(from), to: secondsOf(to) };
    const report = await this.disclosureReport.run(auditor, { ...period, subject: subjectOf(subject), language });
    const page = reportPage(report, language, auditor.mandate, this.home);
    const file = `disclosures-${this.home.country.toLowerCase()}-${this.home.nowSeconds()}.pdf`;
    return new StreamableFile(this.reportPrinter.print(page, secondsOf(report.madeAt)), {
      ...{ type: 'application/pdf', disposition: `attachment; filename="${file}"` },
    });
  }

  @Post('unusual')
  @HttpCode(HttpStatus.OK)
  @DescribeUnusual()
  async unusual(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Body() { from, to }: PeriodInput,
  ) {
    const period = { from: secondsOf(from), to: secondsOf(to) };
    return unusualResponse(await this.viewUnusual.run(auditorOf(official, mandate), period));
  }

  @Post('statistics')
  @HttpCode(HttpStatus.OK)
  @DescribeCounting()
  async count(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Body() { by, ...words }: StatisticsInput,
  ) {
    return { cells: await this.logStatistics.run(auditorOf(official, mandate), wordsOf(words), by) };
  }

  @Post('exports')
  @HttpCode(HttpStatus.OK)
  @DescribeExporting()
  async export(
    @CurrentOfficial() official: Official,
    @Headers('crex-mandate') mandate: string | undefined,
    @Body() { open = [], ...query }: ExportInput,
  ) {
    const lines = await this.exportLog.run(auditorOf(official, mandate), queryOf(query), open);
    const file = `log-${this.home.country.toLowerCase()}-${this.home.nowSeconds()}.crex-log.ndjson`;
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      ...{ type: 'application/x-ndjson', disposition: `attachment; filename="${file}"` },
    });
  }
}
