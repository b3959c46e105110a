import { recordSettings, type AuditLog, type SettingNow } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { PolicySet } from '#libs/policy';
import { canonicalJson, digestOf } from '#libs/protocol';
import type { NodeConfiguration } from '../config.js';
import type { MatchingRules } from '../register/matching-rules.js';

/** What the node works by, as far as an auditor wants to know it. */
export interface WorkingRules {
  readonly softwareVersion: string;
  readonly policy: PolicySet;
  readonly matching: MatchingRules;
  readonly config: Pick<
    NodeConfiguration,
    | 'zone'
    | 'closedDays'
    | 'openDays'
    | 'messageLifeMs'
    | 'retentionMonths'
    | 'oidcIssuer'
    | 'oidcAudience'
    | 'oidcRolesClaim'
    | 'oidcAuthorityClaim'
    | 'brokerUrl'
  >;
  /** Root metadata of the directory. */
  readonly trustAnchor: Uint8Array;
  /** PEM. */
  readonly brokerAuthorities: Uint8Array;
}

/** Logs at start by which rules the node works, where they differ from those of its last entry. */
export class RecordSettings {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
  ) {}

  /** @returns the settings that had changed */
  async run(rules: WorkingRules): Promise<readonly string[]> {
    return inTransaction(this.database, (tx) => recordSettings(sqlOf(tx), this.log, settingsOf(rules)));
  }
}

function settingsOf({ config, policy, matching, ...rules }: WorkingRules): SettingNow[] {
  const { oidcIssuer: issuer, oidcAudience: audience, oidcRolesClaim, oidcAuthorityClaim } = config;
  const { name, version, digest, taskForces } = policy;
  const ruleIds = [...policy.rules.keys()];
  const running = taskForces.map(({ title: _title, ...terms }) => terms);
  const known = running.length > 0 ? { taskForces: running } : {};
  return [
    setting('software', { program: 'national-node', version: rules.softwareVersion }),
    // its digest stands in every answer, so it is that of the set itself
    { setting: 'policy', digest, content: { name, version, ruleIds, ...known } },
    { setting: 'matching', digest: matching.digest, content: { configuration: { ...matching.configuration } } },
    setting('sign-in', { issuer, audience, rolesClaim: oidcRolesClaim, authorityClaim: oidcAuthorityClaim }),
    setting('calendar-zone', { zone: config.zone, closed: config.closedDays, open: config.openDays }),
    setting('message-life', { milliseconds: config.messageLifeMs }),
    setting('retention', { months: config.retentionMonths }),
    setting('trust-anchor', { sha256: digestOf(rules.trustAnchor) }),
    setting('broker', { url: config.brokerUrl, authorities: digestOf(rules.brokerAuthorities) }),
  ];
}

function setting(name: SettingNow['setting'], content: SettingNow['content']): SettingNow {
  return { setting: name, digest: digestOf(canonicalJson(content)), content };
}
