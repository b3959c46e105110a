import { randomBytes, randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { CryptoKey } from 'jose';
import { Registry } from 'prom-client';
import { auditMigrations, localKek, openLog, type Group } from '#libs/audit';
import { createLogger, Doorbell, inTransaction, type Database, type Sql } from '#libs/platform';
import { startHttp, type HttpServer, type Problem } from '#libs/platform/http';
import { defaultPolicies, loadPolicySet } from '#libs/policy';
import {
  digestOf,
  formatMessageId,
  PROMISING_KINDS,
  signJws,
  TYP,
  type AnswerBody,
  type FaultBody,
  type HitsBody,
  type LogPromise,
  type MessageId,
  type Outcome,
} from '#libs/protocol';
import { OfficialBudget } from '../budget/official-budget.js';
import { Home } from '../context.js';
import { InboxStore } from '../courier/inbox.store.js';
import { KeptContent } from '../courier/kept-content.js';
import { createCourier } from '../courier/migrations/20261122-1100-create-courier.js';
import { sealContents } from '../courier/migrations/20261122-1800-seal-contents.js';
import { OutboxStore } from '../courier/outbox.store.js';
import { extractApi } from '../extract/extract-api.jest.js';
import { extractControllers } from '../extract/wire-extract.js';
import { keepExtracts } from '../extract/migrations/20261122-3200-keep-extracts.js';
import { createPromises } from '../log/migrations/20261122-1710-create-promises.js';
import { LogController } from '../log/log.controller.js';
import { LogFiles } from '../log/log-files.js';
import { ReadEntries } from '../log/read-entries.js';
import { AuditorController } from '../log/auditor.controller.js';
import { OversightController } from '../log/oversight.controller.js';
import { auditorProviders, wireAuditor } from '../log/wire-auditor.js';
import { AlarmStore } from '../log/alarm.store.js';
import { RaiseAlarm } from '../log/raise-alarm.js';
import { ReviewController } from '../review/review.controller.js';
import { reviewProviders, wireReview } from '../review/wire-review.js';
import { createRegister } from '../register/migrations/20261122-1300-create-register.js';
import { createPersonSearch } from '../register/migrations/20261122-1900-create-person-search.js';
import { askForHits } from '../query/migrations/20261122-2300-ask-for-hits.js';
import { FollowQuery } from '../query/follow-query.js';
import { QueryController } from '../query/query.controller.js';
import { QueryCountries } from '../query/query-countries.js';
import { FindPerson } from '../register/find-person.js';
import { builtInRules } from '../register/matching-rules.js';
import { RegisterFigures } from '../register/register-figures.js';
import { SearchController } from '../register/search.controller.js';
import { SearchRegister } from '../register/search-register.js';
import { SearchStore } from '../register/search.store.js';
import { BrowserSessions } from '../session/browser-sessions.js';
import { Cookies } from '../session/cookies.js';
import { AccessTokenGuard, SignInRefusals } from '../staff/access-token.guard.js';
import { AccessTokens } from '../staff/access-token.js';
import { signToken, startSignInService, type SignInService } from '../staff/sign-in-service.jest.js';
import { StepUp } from '../staff/step-up.js';
import { staffApi } from '../staff/staff-api.js';
import type { Trust } from '../trust.js';
import { keepUnsentRequests } from '../unsent/migrations/20261122-2700-keep-unsent-requests.js';
import { unsentControllers, unsentProviders, wireUnsent } from '../unsent/wire-unsent.js';
import { AnswerBells } from './answer-bells.js';
import { createQuestions } from './migrations/20261122-1200-create-questions.js';
import { followQuestions } from './migrations/20261122-2000-follow-questions.js';
import { QuestionController } from './question.controller.js';
import { QuestionLife } from './question-life.store.js';
import { askProviders, wireAsk } from './wire-ask.js';
import { forgetAskers } from './migrations/20261122-1810-forget-askers.js';
import { newRequestExample } from './new-request.js';
import { createRecalls } from '../recall/migrations/20261122-2200-create-recalls.js';
import { ForeignConvictions } from '../notify/foreign-conviction.store.js';
import { RecalledStore } from '../recall/recalled.store.js';
import { QuestionStore } from './question.store.js';
import { RequestController } from './request.controller.js';
import { SettleQuestion } from './settle-question.js';
import { DisseminationController } from './dissemination.controller.js';
import { ViewRequest } from './view-request.js';

const AUDIENCE = 'https://ar.crex.example';
/** One for all that a suite starts on its database: a log opens with its own keys alone. */
const logKeys = { kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) };
/** Every country takes part. */
const everybody = { view: () => ({ member: () => ({ status: 'active', roles: ['exchange'] }) }) } as unknown as Trust;
const startMs = Date.parse('2026-11-22T12:00:00Z');

/** What the database of such a suite is made of. */
export const domesticMigrations = [
  ...[...auditMigrations, createCourier, createQuestions, sealContents, forgetAskers, createRecalls, askForHits],
  ...[followQuestions, keepUnsentRequests, createRegister, createPersonSearch, createPromises, keepExtracts],
];

/** A database of #libs/testing, which the suite opens and closes. */
interface SuiteDatabase {
  readonly sql: Sql;
  readonly owner: Sql;
  readonly dataSource: Database;
}

/** How a request goes out; what is not said is good. */
export interface Sending {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** AR's node as far as its officials see it: sign-in service, database, verbs and HTTP, without a courier. */
export class DomesticApi implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly routes: { method: string; url: string }[] = [];
  readonly registry = new Registry();
  private readonly answered = new AnswerBells();
  /** May be put forward. */
  readonly clock = { ms: startMs, nowMs: (): number => this.clock.ms };
  readonly home = new Home('AR', 'test', this.clock, 'America/Argentina/Buenos_Aires');
  readonly log = openLog({ origin: 'log.ar.crex.example/audit/1', ...logKeys, clock: this.clock });
  private readonly kept = new KeptContent(this.log);
  private readonly questions = new QuestionStore(this.kept);
  private answers = 0;

  private constructor(
    readonly database: SuiteDatabase,
    readonly signIn: SignInService,
    private readonly key: CryptoKey,
  ) {}

  private server!: HttpServer;

  static async start(database: SuiteDatabase, ...moreControllers: (new () => object)[]): Promise<DomesticApi> {
    await using opening = new AsyncDisposableStack();
    const signIn = opening.use(await startSignInService());
    const api = new DomesticApi(database, signIn, await signIn.addKey('one'));
    await api.log.preparePeriodKeys(database.sql);
    api.server = await api.listen(moreControllers);
    opening.move(); // from here on it is the suite's to close
    return api;
  }

  private listen(moreControllers: readonly (new () => object)[]): Promise<HttpServer> {
    const { database, log, questions, home, answered } = this;
    const dataSource = database.dataSource;
    const policy = loadPolicySet({ name: 'AR', version: '1', policies: [defaultPolicies] });
    const logger = createLogger({ service: 'spec', level: 'trace', destination: { write: (l) => this.lines.push(l) } });
    const claimNames = { roles: 'crex_roles', authority: 'crex_authority' };
    const signInSettings = { issuer: this.signIn.url, audience: AUDIENCE, claimNames };
    const life = new QuestionLife(this.kept);
    const settle = new SettleQuestion(questions, log, answered, home);
    const [inbox, outbox, courier] = [new InboxStore(this.kept), new OutboxStore(this.kept), new Doorbell()];
    const asking = wireAsk({
      kept: this.kept,
      ...{ database: dataSource, inbox, outbox, log, questions, life, settle, answerBells: answered, courier, home },
      registry: new Registry(),
    });
    const sending = wireUnsent({
      ...{ database: dataSource, log, logger, policy, questions, outbox, answerBells: answered, courier, home },
      budget: new OfficialBudget({ perHour: 1_000, perDay: 1_000 }, home),
      config: { draftLifeMs: 30 * 86_400_000, approvalWorkingDays: 3, messageLifeMs: 86_400_000 },
    });
    const recalled = new RecalledStore(this.kept, new ForeignConvictions(log));
    const followQuery = new FollowQuery(dataSource, answered, (...who) => questions.states(...who, 'QUERY'));
    const queries = new QueryCountries(sending.ask, everybody, home);

    const search = new SearchStore();
    const find = new FindPerson(search, new RegisterFigures(search), builtInRules);
    const auditor = wireAuditor({ database: dataSource, log, home, logger });
    const alarm = new RaiseAlarm(dataSource, new AlarmStore(), logger, new Registry(), home);
    const review = wireReview({ database: dataSource, log, logger, registry: new Registry(), alarm, home });

    const extracts = extractApi({ database: dataSource, kept: this.kept, log, alarm, trust: everybody, logger, home });

    @Module({
      controllers: [
        RequestController,
        QuestionController,
        QueryController,
        ...unsentControllers,
        SearchController,
        DisseminationController,
        ...extractControllers,
        LogController,
        AuditorController,
        OversightController,
        ReviewController,
        ...moreControllers,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessTokenGuard },
        { provide: AccessTokens, useValue: new AccessTokens(signInSettings, home.clock) },
        { provide: SignInRefusals, useValue: new SignInRefusals(this.registry) },
        { provide: BrowserSessions, useValue: new BrowserSessions(new Cookies('AR', false), undefined, undefined) },
        { provide: StepUp, useValue: new StepUp({}, home.clock) },
        { provide: Home, useValue: home },
        ...unsentProviders(sending, queries),
        ...askProviders(asking),
        { provide: QueryCountries, useValue: queries },
        { provide: FollowQuery, useValue: followQuery },
        { provide: LogFiles, useValue: new LogFiles(this.database.sql) },
        { provide: ReadEntries, useValue: new ReadEntries(dataSource, log, logger) },
        ...auditorProviders(auditor),
        ...reviewProviders(review),
        ...extracts,
        { provide: SearchRegister, useValue: new SearchRegister(dataSource, find, search, log, logger) },
        {
          provide: ViewRequest,
          useValue: new ViewRequest(
            ...([dataSource, questions, sending.unsent, recalled, life, log, logger, home] as const),
          ),
        },
      ],
    })
    class SpecModule {}

    return startHttp(SpecModule, {
      ...{ host: '127.0.0.1', port: 0, logger, requestTimeoutMs: 5000, ...staffApi },
      prepare: (app) => {
        app
          .getHttpAdapter()
          .getInstance()
          .addHook('onRoute', ({ method, url }) => {
            for (const each of [method].flat()) this.routes.push({ method: each, url });
          });
        staffApi.prepare(app);
      },
    });
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.signIn.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  token(claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const base = { issuer: this.signIn.url, audience: AUDIENCE, nowSeconds: startMs / 1000 };
    return signToken(this.key, base, { claims });
  }

  async send(path: string, { method, token, body, headers, signal }: Sending = {}): Promise<Response> {
    const authorization = `Bearer ${token ?? (await this.token())}`;
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return fetch(this.server.url + path, {
      ...{ method: method ?? (body === undefined ? 'GET' : 'POST'), ...sent, signal: signal ?? null },
      headers: { authorization, ...type, ...headers },
    });
  }

  /** Asks: the example with these changes, under a fresh key. */
  ask(change: object = {}, { headers, ...more }: Sending = {}): Promise<Response> {
    const withKey = { 'idempotency-key': randomUUID(), ...headers };
    return this.send('/api/v1/requests', { body: { ...newRequestExample, ...change }, headers: withKey, ...more });
  }

  /** Without any header of ours. */
  bare(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.server.url + path, init);
  }

  async settle(
    question: { id: string; country: string },
    outcome: Outcome,
    answer?: AnswerBody | HitsBody,
  ): Promise<boolean> {
    const verb = new SettleQuestion(this.questions, this.log, this.answered, this.home);
    const { id: questionId, country } = question as { id: string; country: 'BR' };
    const what = answer === undefined ? {} : { answerMessageId: await this.keepAnswer(answer) };
    return inTransaction(this.database.dataSource, (tx) => verb.run(tx, { questionId, country, outcome, ...what }));
  }

  /** A reply of BR as it lies in the inbox once it has been dealt with. @returns its message id */
  async keepAnswer(body: AnswerBody | HitsBody | FaultBody): Promise<MessageId> {
    const number = (this.answers += 1);
    const id = formatMessageId({ from: 'BR', to: 'AR', epoch: 1, number });
    const [digest, iat] = [digestOf(id), startMs / 1000];
    const kind = 'outcome' in body ? 'RRS' : 'result' in body ? 'HITS' : 'FEM';
    const content = {
      ...{ v: 1, env: 'test', id, from: 'BR', to: 'AR', kind, iat, exp: iat + 1, nonce: digest },
      ...{ dir: { version: 1, hash: digest }, requestDigest: digest, body },
      ...(PROMISING_KINDS.includes(kind) ? { promise: promiseOf(randomUUID(), digest, iat) } : {}),
    };
    const unsigned = { certificate: digest, sign: () => Promise.resolve(new Uint8Array(64)) };
    const { token } = await signJws(TYP.content, content, unsigned);
    await this.database.owner.query(
      `INSERT INTO inbox (message_id, sender, pair, number, class, priority, slip_digest, content_digest, received_at)
       VALUES ($1, 'BR', 'BR-AR-1', $2, 'reply', 0, '', $3, now())`,
      [id, number, digest],
    );
    await inTransaction(this.database.dataSource, (tx) =>
      new InboxStore(this.kept).finish(tx, id, kind, { slip: '', content: token }),
    );
    return id;
  }

  /** How many rows each table has that a question leaves something in. */
  async counts(): Promise<Record<string, number>> {
    const tables = ['request', 'question', 'outbox', 'audit_entry', 'audit_detail'];
    const each = tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`);
    const [row] = await this.database.owner.query<Record<string, number>>(`SELECT ${each.join(', ')}`);
    return row ?? {};
  }

  views(): Promise<Record<string, unknown>[]> {
    return this.entries('VIEW');
  }

  /** The entries of a type, oldest first. */
  async entries(type: 'VIEW' | 'ACCESS_TO_LOG' | 'SEARCH'): Promise<Record<string, unknown>[]> {
    const rows = await this.database.owner.query<{ leaf: Buffer }>(
      'SELECT leaf FROM audit_entry WHERE type = $1 ORDER BY entry_id',
      [type],
    );
    return rows.map(({ leaf }) => JSON.parse(leaf.toString()) as Record<string, unknown>);
  }

  readPart(eventId: string, group: Group, type: 'VIEW' | 'ACCESS_TO_LOG' | 'SEARCH' = 'VIEW') {
    return this.log.readPart(this.database.sql, eventId, type, group);
  }
}

function promiseOf(eventId: string, leafHash: string, time: number): LogPromise {
  return { eventId, origin: 'log.br.crex.example/audit/1', leafHash, time };
}

/** What every refusal must be; gives its body. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json()) as Problem;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ status: response.status, type: `urn:crex:problem:${body.code}` });
  return body;
}
