import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { CountryCode, Purpose, Role, Subject, SupportingEvidence, Urgency } from '#libs/protocol';

const run = promisify(execFile);
const POLL_MS = 200;

/** The body of POST /api/v1/requests. */
export interface NewRequest {
  readonly to: readonly CountryCode[];
  readonly purpose: Purpose;
  readonly legalBasis: string;
  readonly caseReference: string;
  readonly urgency: Urgency;
  readonly evidence: SupportingEvidence;
  readonly subject: Subject;
}

/** A request as the domestic API shows it: what the story reads of it. */
export interface RequestView {
  readonly id: string;
  readonly createdAt: string;
  readonly questions: readonly QuestionView[];
}

export interface QuestionView {
  readonly id: string;
  readonly country: CountryCode;
  readonly messageId: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly answeredAt: string | null;
  readonly answer?: {
    readonly reason?: string;
    readonly candidates?: number;
    readonly record?: { readonly convictions: readonly unknown[] };
  };
  readonly recalls: readonly { readonly reason: string }[];
  readonly proof: {
    readonly requestDigest?: string;
    readonly answerMessageId?: string;
    readonly promise?: { readonly eventId: string; readonly leafHash: string };
  };
}

/** A query as the domestic API shows it. */
export interface QueryView {
  readonly id: string;
  readonly countries: readonly {
    readonly id: string;
    readonly country: CountryCode;
    readonly result: string | null;
    readonly proof: QuestionView['proof'];
  }[];
}

/** Where one country's part of a query stands: an event of its stream. */
export interface StateEvent {
  readonly country: CountryCode;
  readonly state: string;
}

/** What the asker's node has found of an extract. */
export interface ExtractView {
  readonly number: string;
  readonly status: string;
  readonly validUntil: string | null;
  readonly findings: readonly { readonly result: 'good' | 'fault' | 'not-made' }[];
}

/** An official of a country at the API of the country's node: all that the story knows of the system. */
export class DomesticApi {
  private constructor(
    private readonly api: string,
    readonly token: string,
  ) {}

  /** Signs in with the very command that the reader can use. */
  static async signIn(
    api: string,
    official: { country: CountryCode; role: Role; username?: string },
    output: string,
    signal: AbortSignal,
  ): Promise<DomesticApi> {
    const user = official.username === undefined ? [] : ['--user', official.username];
    const command = ['token', '--country', official.country, '--role', official.role, ...user, '--output', output];
    const { stdout } = await run(process.execPath, ['dist/apps/cli/src/main.js', ...command], { signal });
    return new DomesticApi(api, stdout.trim());
  }

  /** Asks, and waits at most so long for all answers. */
  ask(request: NewRequest, waitSeconds: number): Promise<RequestView> {
    return this.call('/api/v1/requests', {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        prefer: `wait=${waitSeconds}`,
      },
      body: JSON.stringify(request),
    });
  }

  /** Puts a request aside that is not finished. */
  async keepDraft(request: Partial<NewRequest>): Promise<void> {
    await this.post('/api/v1/drafts', { request });
  }

  /** Asks whether there is something, of these countries or all. */
  query(query: Omit<NewRequest, 'to'> & { readonly to: readonly CountryCode[] | 'ALL' }): Promise<QueryView> {
    return this.post('/api/v1/queries', query, { 'idempotency-key': randomUUID() });
  }

  viewQuery(queryId: string): Promise<QueryView> {
    return this.call(`/api/v1/queries/${queryId}`, {});
  }

  /** The server-sent events of a query, each as it comes, until no state will change any more. */
  async *statesOfQuery(queryId: string): AsyncGenerator<StateEvent, void, void> {
    const headers = { authorization: `Bearer ${this.token}` };
    const { body } = await fetch(`${this.api}/api/v1/queries/${queryId}/events`, { headers });
    if (body === null) throw new Error('the API sends no events');
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, data] = /^event: state\ndata: (.+)$/.exec(block) ?? [];
        if (data !== undefined) yield JSON.parse(data) as StateEvent;
      }
    }
  }

  view(requestId: string): Promise<RequestView> {
    return this.call(`/api/v1/requests/${requestId}`, {});
  }

  /** Looks until it is so. @throws when it does not become so in time */
  async viewUntil(requestId: string, isSo: (view: RequestView) => boolean, withinMs: number): Promise<RequestView> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const view = await this.view(requestId);
      if (isSo(view)) return view;
      if (performance.now() > deadline) throw new Error(`request ${requestId} is not as it should be in time`);
      await sleep(POLL_MS);
    }
  }

  /** Says to a country that asks back what there is to tell. */
  async inform(requestId: string, country: CountryCode, information: object): Promise<void> {
    await this.post(`/api/v1/requests/${requestId}/questions/${country}/information`, information);
  }

  /** The first question that waits for a clerk. @throws when there is none in time */
  async nextOfQueue(withinMs: number): Promise<string> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const { questions } = await this.call<{ questions: { questionId: string }[] }>('/api/v1/clerk/queue', {});
      if (questions[0] !== undefined) return questions[0].questionId;
      if (performance.now() > deadline) throw new Error('no question waits for a clerk');
      await sleep(POLL_MS);
    }
  }

  /** As a clerk: takes a question, looks at it, and decides. */
  async decide(questionId: string, decision: object): Promise<{ result: string }> {
    const path = `/api/v1/clerk/questions/${questionId}`;
    await this.post(`${path}/assignment`, {});
    await this.call(path, {});
    return this.post<{ result: string }>(`${path}/decision`, decision);
  }

  /** The certified extracts of a request, as they were found on arrival. */
  extracts(requestId: string): Promise<{ readonly extracts: readonly ExtractView[] }> {
    return this.call(`/api/v1/requests/${requestId}/extracts`, {});
  }

  /** The document, or its proof; undefined for a proof that no quorum has cosigned yet. */
  async extract(requestId: string, part: '' | '/proof' = ''): Promise<Buffer | undefined> {
    const headers = { authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.api}/api/v1/requests/${requestId}/extract${part}`, { headers });
    if (response.status === 409) return undefined;
    if (!response.ok) throw new Error(`the API answers ${response.status} to a look at an extract`);
    return Buffer.from(await response.arrayBuffer());
  }

  private post<T>(path: string, body: object, more: Readonly<Record<string, string>> = {}): Promise<T> {
    const headers = { 'content-type': 'application/json', ...more };
    return this.call<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  private async call<T = RequestView>(path: string, init: RequestInit): Promise<T> {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.token}` };
    const response = await fetch(this.api + path, { ...init, headers });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as T & { code?: string; detail?: string };
    if (!response.ok) throw new Error(`the API answers ${response.status} ${body.code ?? ''}: ${body.detail ?? ''}`);
    return body;
  }
}
