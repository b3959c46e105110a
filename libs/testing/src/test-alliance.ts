import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Alliance, saveAlliance, type NewAlliance } from '#libs/ceremony';

/** The moment at which test Alliances are made unless another is given: 2026-11-22T12:00:00Z. */
const DEFAULT_NOW_MS = Date.UTC(2026, 10, 22, 12);
const made = new Map<string, Promise<Alliance>>();

/** What a test chooses of its Alliance; the environment is `test`. */
export type TestAlliance = Pick<NewAlliance, 'members' | 'suspended' | 'partners'> &
  Partial<Pick<NewAlliance, 'nowMs'>>;

/**
 * An Alliance in memory, made once per process and arguments, because keys cost time. Whoever changes it changes it for
 * all tests of the process that ask for the same: a suite that does makes its own with `Alliance.create`.
 */
export async function createTestAlliance(options: TestAlliance): Promise<Alliance> {
  const { members, suspended = [], partners = [], nowMs = DEFAULT_NOW_MS } = options;
  const key = JSON.stringify([[...members].sort(), [...suspended].sort(), [...partners].sort(), nowMs]);
  const alliance = made.get(key) ?? Alliance.create({ env: 'test', members, suspended, partners, nowMs });
  made.set(key, alliance);
  return await alliance;
}

/** Writes an Alliance into a new folder of the system's temporary folder; answers where. The caller deletes it. */
export async function writeAlliance(alliance: Alliance): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'crex-alliance-')), 'alliance');
  await saveAlliance(alliance, folder);
  return folder;
}
