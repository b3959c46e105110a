import { recordSettings, type AuditLog, type SettingNow } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { PolicySet } from '#libs/policy';
import { canonicalJson, digestOf } from '#libs/protocol';
import type { NodeConfiguration } from '../config.js';
import type { MatchingRules } from '../register/matching-rules.js';

/** How officials sign in: all of it but the client's secret. */
const SIGN_IN = [
  ...(['oidcIssuer', 'oidcAudience', 'oidcClientId', 'oidcScope', 'oidcClaimsFrom', 'publicUrl'] as const),
  ...(['oidcRolesClaim', 'oidcAuthorityClaim', 'oidcStaffNumberClaim', 'oidcNameClaim', 'oidcCountryClaim'] as const),
  ...(['sessionIdleMs', 'sessionLifeMs', 'sessionRecheckMs', 'stepUpAgeMs', 'stepUpAcr'] as const),
];
const TIME_STAMPS = ['timestampUrl', 'extractAddress', 'extractValidityDays'] as const;
const LIMITS = ['officialPerHour', 'officialPerDay', 'countryPerHour', 'countryPerDay'] as const;

/** What the node works by, as far as an auditor wants to know it. */
export interface WorkingRules {
  readonly softwareVersion: string;
  readonly policy: PolicySet;
  readonly matching: MatchingRules;
  readonly config: Pick<
    NodeConfiguration,
    | (typeof SIGN_IN | typeof TIME_STAMPS | typeof LIMITS)[number]
    | 'zone'
    | 'closedDays'
    | 'openDays'
    | 'messageLifeMs'
    | 'retentionMonths'
    | 'brokerUrl'
  >;
  /** Which value of the roles claim stands for which role: the file of that setting. */
  readonly roleMap: Uint8Array | undefined;
  /** PEM. */
  readonly timeStampAuthorities: Uint8Array | undefined;
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
  const { name, version, digest, taskForces } = policy;
  const ruleIds = [...policy.rules.keys()];
  const running = taskForces.map(({ title: _title, ...terms }) => terms);
  const known = running.length > 0 ? { taskForces: running } : {};
  const { roleMap, timeStampAuthorities } = rules;
  return [
    setting('software', { program: 'national-node', version: rules.softwareVersion }),
    // its digest stands in every answer, so it is that of the set itself
    { setting: 'policy', digest, content: { name, version, ruleIds, ...known } },
    { setting: 'matching', digest: matching.digest, content: { configuration: { ...matching.configuration } } },
    setting('sign-in', { ...those(SIGN_IN, config), ...digested('roleMap', roleMap) }),
    setting('calendar-zone', { zone: config.zone, closed: config.closedDays, open: config.openDays }),
    setting('message-life', { milliseconds: config.messageLifeMs }),
    setting('retention', { months: config.retentionMonths }),
    setting('trust-anchor', { sha256: digestOf(rules.trustAnchor) }),
    setting('broker', { url: config.brokerUrl, authorities: digestOf(rules.brokerAuthorities) }),
    setting('time-stamps', { ...those(TIME_STAMPS, config), ...digested('authorities', timeStampAuthorities) }),
    setting('limits', those(LIMITS, config)),
  ];
}

/** Those of these settings that are set. */
function those<Name extends string>(
  names: readonly Name[],
  config: Readonly<Record<Name, string | number | undefined>>,
): SettingNow['content'] {
  const all = names.map((name): [string, string | number | undefined] => [name, config[name]]);
  return Object.fromEntries(all.filter((each): each is [string, string | number] => each[1] !== undefined));
}

function digested(name: string, bytes: Uint8Array | undefined): SettingNow['content'] {
  return bytes === undefined ? {} : { [name]: digestOf(bytes) };
}

function setting(name: SettingNow['setting'], content: SettingNow['content']): SettingNow {
  return { setting: name, digest: digestOf(canonicalJson(content)), content };
}
