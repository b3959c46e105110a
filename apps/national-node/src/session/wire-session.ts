import { APP_GUARD } from '@nestjs/core';
import type { AuditLog } from '#libs/audit';
import type { Database, Logger } from '#libs/platform';
import type { NodeConfiguration } from '../config.js';
import type { Home } from '../context.js';
import { AccessTokenGuard, SignInRefusals } from '../staff/access-token.guard.js';
import { AccessTokens } from '../staff/access-token.js';
import type { ClaimNames } from '../staff/official-claims.js';
import { readRoleMap } from '../staff/role-map.js';
import { StepUp, type StepUpRule } from '../staff/step-up.js';
import { BrowserSessions, type SignInVerbs } from './browser-sessions.js';
import { Cookies } from './cookies.js';
import { CurrentSession } from './current-session.js';
import { EndSessions } from './end-sessions.js';
import { FinishSignIn } from './finish-sign-in.js';
import { IssuerClient } from './issuer-client.js';
import { IssuerDigests } from './issuer-digests.js';
import { SessionStore } from './session.store.js';
import type { SignInRules } from './sign-in-rules.js';
import { SignOut } from './sign-out.js';
import { StartSignIn } from './start-sign-in.js';

type Settings = Pick<
  NodeConfiguration,
  | 'oidcIssuer'
  | 'oidcClientId'
  | 'oidcClientSecret'
  | 'oidcScope'
  | 'oidcClaimsFrom'
  | 'oidcRolesClaim'
  | 'oidcAuthorityClaim'
  | 'oidcStaffNumberClaim'
  | 'oidcNameClaim'
  | 'oidcCountryClaim'
  | 'oidcRolesFile'
  | 'publicUrl'
  | 'sessionIdleMs'
  | 'sessionLifeMs'
  | 'sessionRecheckMs'
  | 'stepUpAgeMs'
  | 'stepUpAcr'
  | 'auditPseudonymKey'
>;

/** What signing in stands on. */
export interface SessionFoundation {
  readonly database: Database;
  readonly log: AuditLog;
  readonly logger: Logger;
  readonly home: Home;
  readonly config: Settings;
}

/** The wiring list of this room. Without a client id no browser signs in. */
export function wireSession({ database, log, logger, home, config }: SessionFoundation) {
  const { oidcClientId: clientId, publicUrl } = config;
  const cookies = new Cookies(home.country, publicUrl?.startsWith('https:') === true);
  const stepUp = new StepUp(stepUpRuleOf(config), home.clock);
  if (clientId === undefined) return { sessions: new BrowserSessions(cookies, publicUrl, undefined), stepUp };
  const rules = rulesOf(config);
  const { oidcIssuer: issuer, oidcClientSecret: clientSecret, oidcScope: scope, oidcClaimsFrom: claimsFrom } = config;
  const client = new IssuerClient({ issuer, clientId, clientSecret, scope, claimsFrom }, home.clock);
  const digests = new IssuerDigests(Buffer.from(config.auditPseudonymKey, 'base64url'));
  const store = new SessionStore();
  const verbs: SignInVerbs = {
    rules,
    start: new StartSignIn(database, store, client, rules, home),
    finish: new FinishSignIn(database, store, client, log, digests, rules, home),
    current: new CurrentSession(database, store, client, log, rules, home),
    signOut: new SignOut(database, store, client, log, logger),
    end: new EndSessions(database, store, home),
  };
  return { sessions: new BrowserSessions(cookies, publicUrl, verbs), stepUp, endSessions: verbs.end };
}

/** What stands before every endpoint. */
export function staffProviders(wired: {
  readonly accessTokens: AccessTokens;
  readonly refusals: SignInRefusals;
  readonly session: ReturnType<typeof wireSession>;
}) {
  return [
    { provide: APP_GUARD, useClass: AccessTokenGuard },
    { provide: AccessTokens, useValue: wired.accessTokens },
    { provide: SignInRefusals, useValue: wired.refusals },
    { provide: BrowserSessions, useValue: wired.session.sessions },
    { provide: StepUp, useValue: wired.session.stepUp },
  ];
}

/** Which claims say what, for tokens and for sign-ins alike. */
export function claimNamesOf(config: Settings): ClaimNames {
  return {
    ...{ roles: config.oidcRolesClaim, authority: config.oidcAuthorityClaim },
    ...{ staffNumber: config.oidcStaffNumberClaim, name: config.oidcNameClaim, country: config.oidcCountryClaim },
    roleOf: config.oidcRolesFile === undefined ? undefined : readRoleMap(config.oidcRolesFile),
  };
}

/** What a sensitive act asks, by setting. */
function stepUpRuleOf({ stepUpAgeMs, stepUpAcr }: Settings): StepUpRule {
  return { ageSeconds: stepUpAgeMs === undefined ? undefined : seconds(stepUpAgeMs), acr: stepUpAcr };
}

function rulesOf(config: Settings): SignInRules {
  return {
    claimNames: claimNamesOf(config),
    idleSeconds: seconds(config.sessionIdleMs),
    lifeSeconds: seconds(config.sessionLifeMs),
    recheckSeconds: seconds(config.sessionRecheckMs),
    stepUp: stepUpRuleOf(config),
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1000);
