import { backupContents, type BackupContents } from '#libs/audit';
import { sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import { nodeManifest } from './manifest.js';

/** What a backup of a day still holds of what was erased since. */
export interface BackupReport extends BackupContents {
  readonly day: string;
  /** False when the key of that day is stated to be destroyed: the backup opens no part and no content. */
  readonly opens: boolean;
  /** Columns that are readable in every backup, whatever became of the keys. */
  readonly readable: readonly string[];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Says what whoever holds the backup of a day could still read, so that it is known when the backup itself must end. */
export class ReportBackup {
  constructor(private readonly database: Database) {}

  /** @param day as 2026-11-22, UTC @throws erasure.no-day */
  async run(day: string): Promise<BackupReport> {
    const start = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
    checkDay(start);
    const contents = await backupContents(sqlOf(this.database.manager), start / 1000);
    const isReadable = ({ form }: { form: string }) => form === 'plain' || form === 'digest';
    const readable = nodeManifest.personal.filter(isReadable).map(({ column }) => column);
    return { day, ...contents, opens: contents.kek.state !== 'DESTROYED', readable };
  }
}

function checkDay(startMs: number): void {
  if (Number.isNaN(startMs)) throw new CrexError('erasure.no-day', 'a backup is named by its day, as 2026-11-22');
}
