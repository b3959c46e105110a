import { Registry } from 'prom-client';
import type { CryptoKey } from 'jose';
import { createLogger } from '#libs/platform';
import { startHttp, type HttpServer } from '#libs/platform/http';
import type { Role } from '#libs/protocol';
import type { TestNode } from '../../../../test/hostile/test-node.js';
import { NationalNodeModule } from '../national-node.module.js';
import { SignInRefusals } from './access-token.guard.js';
import { AccessTokens } from './access-token.js';
import { signToken, startSignInService, type SignInService } from './sign-in-service.jest.js';
import { staffApi } from './staff-api.js';

const AUDIENCE = 'https://node.crex.example';

/** Who calls, in which role. */
export interface Caller {
  readonly id: string;
  readonly role: Role;
  readonly authority: string;
}

/** The whole domestic API of a test node, over HTTP with real tokens. */
export class NodeApi implements AsyncDisposable {
  private constructor(
    private readonly node: TestNode,
    private readonly signIn: SignInService,
    private readonly key: CryptoKey,
    private readonly server: HttpServer,
  ) {}

  static async start(node: TestNode): Promise<NodeApi> {
    await using opening = new AsyncDisposableStack();
    const signIn = opening.use(await startSignInService());
    const key = await signIn.addKey('one');
    const claimNames = { roles: 'crex_roles', authority: 'crex_authority' };
    const accessTokens = new AccessTokens({ issuer: signIn.url, audience: AUDIENCE, claimNames }, node.base.home.clock);
    const module = NationalNodeModule.with({
      ...{ ...node.verbs, accessTokens, refusals: new SignInRefusals(new Registry()) },
    });
    const logger = createLogger({ service: 'spec', level: 'silent' });
    const server = await startHttp(module, {
      ...{ host: '127.0.0.1', port: 0, logger, requestTimeoutMs: 30_000, ...staffApi },
    });
    opening.move(); // from here on it is the suite's to close
    return new NodeApi(node, signIn, key, server);
  }

  /** Calls; a body makes it a POST, unless another method is named. */
  async call(caller: Caller, path: string, body?: unknown, more: Readonly<Record<string, string>> = {}) {
    const { method, ...headers } = { method: body === undefined ? 'GET' : 'POST', ...more };
    const claims = { sub: caller.id, crex_roles: [caller.role], crex_authority: caller.authority };
    const nowSeconds = this.node.base.home.nowSeconds();
    const token = await signToken(this.key, { issuer: this.signIn.url, audience: AUDIENCE, nowSeconds }, { claims });
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${this.server.url}/api/v1/${path}`, {
      ...{ method, ...sent },
      headers: { authorization: `Bearer ${token}`, ...type, ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Said };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
    await this.signIn.close();
  }
}

/** What is said, read by whoever expects it. */

export type Said = Record<string, unknown>;
