import type { EntryType } from '#libs/audit';
import type { AuditorApi, ShownEntry } from './auditor-api.js';
import type { Narrator } from './narrator.js';

/** Whoever asked, was told or saw something. */
const TYPES: readonly EntryType[] = ['ASK', 'VIEW', 'DISCLOSURE', 'NO_RECORD', 'WITHHELD'];
/** The clocks of all are the same here; a minute more finds what is written while the auditor looks. */
const AHEAD_MS = 60_000;

/** One line of the day: who did what, and why. */
interface Line {
  readonly entry: ShownEntry;
  readonly who: string;
  readonly what: string;
}

/** Tells the day as the auditor's API shows it, oldest first. @returns the entries, their parts open */
export async function tellDay(
  api: AuditorApi,
  since: Date,
  auditorId: string,
  narrator: Narrator,
): Promise<readonly ShownEntry[]> {
  const period = { from: utc(since), to: utc(new Date(Date.now() + AHEAD_MS)) };
  const found = (await api.search({ ...period, types: TYPES })).toReversed();
  const entries: ShownEntry[] = [];
  for (const each of found) entries.push(await api.read(each));
  const asked = new Map(entries.filter(({ type }) => type === 'ASK').map((entry) => [entry.eventId, entry]));
  for (const { entry, who, what } of entries.map((entry) => lineOf(entry, asked)))
    narrator.logged(entry.at.slice(11, 19), who, what, entry.eventId);

  const looks = await api.search({ ...period, types: ['ACCESS_TO_LOG'], official: { id: auditorId } });
  if (looks.length !== 1 + entries.length)
    throw new Error(`${1 + entries.length} calls of the auditor have left ${looks.length} entries`);
  narrator.proven(`these ${looks.length} looks are entries themselves`, looks[0]?.eventId ?? '');
  return entries;
}

function lineOf(entry: ShownEntry, asked: ReadonlyMap<string, ShownEntry>): Line {
  const { type, leaf } = entry;
  // with the digest of a request it is what was told when the other country asked back
  const asking = leaf['requestDigest'] === undefined ? 'asked' : 'answered back to';
  if (type === 'ASK') return { entry, who: officialOf(entry), what: `${asking} ${leaf['to'] ?? ''}: ${whyOf(entry)}` };
  if (type === 'VIEW') {
    const question = asked.get(String(leaf['target']));
    if (question === undefined) throw new Error(`nothing was asked that ${entry.eventId} could have shown`);
    const what = `saw ${leaf['count'] ?? 0} record of ${question.leaf['to'] ?? ''}: ${whyOf(question)}`;
    return { entry, who: officialOf(entry), what };
  }
  return { entry, who: officialOf(entry), what: `was told ${leaf['outcome'] ?? type}: ${whyOf(entry)}` };
}

/** Staff number: of ours in the actor part, of another country's in its `official`. */
function officialOf({ parts }: ShownEntry): string {
  const actor = parts.actor?.value as { id?: string; official?: { id?: string } } | undefined;
  return actor?.official?.id ?? actor?.id ?? '';
}

/** Purpose and case. */
function whyOf({ leaf, parts }: ShownEntry): string {
  const { caseReference = '' } = (parts.detail?.value ?? {}) as { caseReference?: string };
  return `${leaf['purpose'] ?? ''}, ${caseReference}`;
}

function utc(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
