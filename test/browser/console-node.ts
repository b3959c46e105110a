import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { createLogger } from '#libs/platform';
import { startHttp, type HttpServer } from '#libs/platform/http';
import { nodeSettings } from '../../apps/national-node/src/config.js';
import { consoleApi } from '../../apps/national-node/src/console/console-api.js';
import { NationalNodeModule } from '../../apps/national-node/src/national-node.module.js';
import {
  claimNamesOf,
  wireSession,
  type SessionFoundation,
} from '../../apps/national-node/src/session/wire-session.js';
import { SignInRefusals } from '../../apps/national-node/src/staff/access-token.guard.js';
import { AccessTokens } from '../../apps/national-node/src/staff/access-token.js';
import type { TestNode } from '../hostile/test-node.js';

type Settings = SessionFoundation['config'];

export interface ConsoleNodeOptions {
  readonly node: TestNode;
  readonly issuer: { readonly url: string; readonly clientId: string; readonly audience?: string };
  /** Other settings than the defaults. */
  readonly settings?: Partial<Settings>;
  /** Files of the console that it serves; none unless said. */
  readonly consoleFolder?: string;
}

/** The domestic API of a test node with browsers' sign-in, over HTTP on a port of its own. */
export class ConsoleNode implements AsyncDisposable {
  /** What the operator's log says. */
  readonly lines: string[] = [];
  readonly registry = new Registry();
  private server!: HttpServer;
  private session!: ReturnType<typeof wireSession>;

  private constructor(readonly node: TestNode) {}

  static async start({ node, issuer, settings, consoleFolder = '' }: ConsoleNodeOptions): Promise<ConsoleNode> {
    const started = new ConsoleNode(node);
    const config: Settings = {
      ...defaultSettings(),
      oidcIssuer: issuer.url,
      oidcClientId: issuer.clientId,
      ...settings,
    };
    const destination = { write: (line: string) => started.lines.push(line) };
    const logger = createLogger({ service: 'spec', level: 'trace', destination });
    const { log, home, database } = node.base;
    const accessTokens = new AccessTokens(
      {
        ...{ issuer: issuer.url, audience: issuer.audience ?? 'urn:crex:nobody' },
        claimNames: claimNamesOf(config),
      },
      home.clock,
    );
    const session = wireSession({ database, log, logger, home, config });
    started.session = session;
    const refusals = new SignInRefusals(started.registry);
    const module = NationalNodeModule.with({ ...node.verbs, accessTokens, refusals, session });
    started.server = await startHttp(module, {
      ...{
        host: '127.0.0.1',
        port: 0,
        logger,
        requestTimeoutMs: 30_000,
        ...consoleApi(consoleFolder, session.sessions.isSecure),
      },
    });
    return started;
  }

  get url(): string {
    return this.server.url;
  }

  /** What the node does by itself every few seconds. */
  async endSessions(): Promise<void> {
    await this.session.endSessions?.run();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.server.close();
  }
}

/** As the settings are by default. */
function defaultSettings(): Settings {
  const { oidcStaffNumberClaim, oidcNameClaim, oidcScope, oidcClaimsFrom, oidcRolesClaim, oidcAuthorityClaim } =
    nodeSettings;
  const usual = <T>({ absent }: { absent: T | symbol }): T => absent as T;
  return {
    ...{ oidcIssuer: '', oidcClientId: undefined, oidcClientSecret: undefined, publicUrl: undefined },
    ...{ oidcCountryClaim: undefined, oidcRolesFile: undefined, stepUpAgeMs: undefined, stepUpAcr: undefined },
    auditPseudonymKey: randomBytes(32).toString('base64url'),
    oidcStaffNumberClaim: usual<string>(oidcStaffNumberClaim),
    oidcNameClaim: usual<string>(oidcNameClaim),
    oidcScope: usual<string>(oidcScope),
    oidcClaimsFrom: usual<'id-token' | 'userinfo'>(oidcClaimsFrom),
    oidcRolesClaim: usual<string>(oidcRolesClaim),
    oidcAuthorityClaim: usual<string>(oidcAuthorityClaim),
    sessionIdleMs: usual<number>(nodeSettings.sessionIdleMs),
    sessionLifeMs: usual<number>(nodeSettings.sessionLifeMs),
    sessionRecheckMs: usual<number>(nodeSettings.sessionRecheckMs),
  };
}
