import { mkdir } from 'node:fs/promises';
import { COUNTRY_NAMES } from '#libs/catalogue';
import { AuditorApi, type ShownEntry } from './auditor-api.js';
import { tellDay } from './auditors-view.js';
import type { DomesticApi } from './domestic-api.js';
import { shortPath } from './intro.js';
import type { LocalAlliance } from './local-alliance.js';
import type { Narrator } from './narrator.js';
import type { DemoOfficial } from './officials.js';
import type { OutputFolder } from './output-folder.js';
import { tellTampering } from './tampering.js';
import { VerifiedLog } from './verified-log.js';

/** Whose log is looked at, and who sent what was seen. */
const HOME = 'JM';
const SENDER = 'SR';
const MANDATE = 'AUD-2026-017';

export interface AtWork {
  readonly local: LocalAlliance;
  readonly folder: OutputFolder;
  readonly narrator: Narrator;
  readonly auditor: DemoOfficial;
  /** Signed in as the auditor. */
  readonly api: DomesticApi;
  readonly since: Date;
}

/** The auditor’s view of the day, one entry proven, and an operator who changes it, caught three times. */
export async function tellLogAtWork(work: AtWork): Promise<void> {
  const { local, folder, narrator, auditor, since } = work;
  const { name, staffNumber } = auditor;
  const home = COUNTRY_NAMES[HOME].en;
  narrator.paragraph(
    `${name} (${staffNumber}), auditor of ${home}, mandate ${MANDATE}: who asked, was told or saw what, when and why?`,
  );
  const api = new AuditorApi(local.api(HOME), work.api.token, MANDATE);
  const seen = (await tellDay(api, since, staffNumber, narrator)).find(({ type }) => type === 'VIEW');
  if (seen === undefined) throw new Error('the log does not say who saw a record');

  await mkdir(folder.file('proof'));
  const log = await VerifiedLog.prepare(local, HOME, [HOME, SENDER], (file) => folder.file('proof', file));
  await tellProof(await log.withQuorum(api, seen), log, work);
  await tellTampering({ local, folder, narrator, country: HOME, entry: seen, log });
}

/** What anybody can verify who has the files and the directory’s keys. */
async function tellProof(entry: ShownEntry, log: VerifiedLog, { folder, narrator }: AtWork): Promise<void> {
  narrator.paragraph(
    `The entry about the record that was seen, its proof and the whole log lie in ${shortPath(folder.file('proof'))} now. A ` +
      'program that has nothing but these files and the keys of the directory says:',
  );
  const proof = entry.proof.status === 'proven' ? entry.proof.file : '';
  const { isGood, said } = await log.verifyProof(Buffer.from(entry.leafBytes, 'base64'), proof);
  if (!isGood) throw new Error(`crex verify proof says: ${said}`);
  narrator.proven('crex verify proof: VERIFIED', entry.eventId);
  narrator.proven(`cosigned by the witnesses of ${log.cosigners(proof).join(', ')}`);
  const all = await log.verifyAll();
  if (!all.isGood) throw new Error(`crex verify log says: ${all.said}`);
  narrator.proven(`crex verify log: VERIFIED, ${all.entries} entries, none changed, none missing`);
}
