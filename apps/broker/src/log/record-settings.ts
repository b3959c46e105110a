import { recordSettings, type AuditLog, type SettingNow } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { canonicalJson, digestOf } from '#libs/protocol';
import type { BrokerConfiguration } from '../config.js';

const LIMITS = [
  ...(['maxPuts', 'maxFetches', 'maxConnections', 'messagesPerSecond', 'messageBurst'] as const),
  ...(['bytesPerSecond', 'byteBurst', 'maxHeldPerPair', 'maxHeldBytesPerPair'] as const),
];

/** What the broker works by, as far as an auditor wants to know it. */
export interface WorkingRules {
  readonly softwareVersion: string;
  readonly config: Pick<BrokerConfiguration, (typeof LIMITS)[number] | 'retentionMonths'>;
}

/** Logs at start by which rules the broker works, where they differ from those of its last entry. */
export class RecordSettings {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
  ) {}

  /** @returns the settings that had changed */
  async run({ softwareVersion: version, config }: WorkingRules): Promise<readonly string[]> {
    const limits = Object.fromEntries(LIMITS.map((name) => [name, config[name]]));
    const settings = [
      setting('software', { program: 'broker', version }),
      setting('retention', { months: config.retentionMonths }),
      setting('limits', limits),
    ];
    return inTransaction(this.database, (tx) => recordSettings(sqlOf(tx), this.log, settings));
  }
}

function setting(name: SettingNow['setting'], content: SettingNow['content']): SettingNow {
  return { setting: name, digest: digestOf(canonicalJson(content)), content };
}
