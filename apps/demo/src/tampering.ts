import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { proveFork, readForkEvidence } from '#libs/audit';
import { COUNTRY_NAMES } from '#libs/catalogue';
import type { CountryCode } from '#libs/protocol';
import type { LocalAlliance } from './local-alliance.js';
import { LogOperator, type EntryKey } from './log-operator.js';
import type { Narrator } from './narrator.js';
import type { OutputFolder } from './output-folder.js';
import type { VerifiedLog } from './verified-log.js';

/** Whose witness is shown the forgery. */
const WITNESS = 'AR';
/** What the log grows by meanwhile makes the forgery one of an older tree. */
const TRIES = 5;
const TRY_AGAIN_MS = 500;

export interface Tampering {
  readonly local: LocalAlliance;
  readonly folder: OutputFolder;
  readonly narrator: Narrator;
  readonly country: CountryCode;
  readonly entry: EntryKey;
  /** With the proof of the entry saved. */
  readonly log: VerifiedLog;
}

/** An operator changes an entry, and is caught by three who need nothing of one another; then all is as it was. */
export async function tellTampering(tampering: Tampering): Promise<void> {
  const { local, narrator, country, entry, log } = tampering;
  const operator = await LogOperator.of(local, country);
  try {
    const leaf = await operator.leaf(entry);
    narrator.paragraph(
      `Now an operator of ${COUNTRY_NAMES[country].en}, owner of its database, makes the record that was seen unseen: ` +
        'in the entry, "count":1 becomes "count":0.',
    );
    await operator.overwrite(entry, Buffer.from(leaf.toString('utf8').replace('"count":1', '"count":0')));
    await tellCaughtAtHome(tampering, operator);
    narrator.paragraph(
      'The operator makes the whole tree anew, signs it with the log’s own key and shows it to the witness of ' +
        `${COUNTRY_NAMES[WITNESS].en}.`,
    );
    await tellCaughtAbroad(tampering, operator);

    await operator.overwrite(entry, leaf);
    const left = await local.signers.check(country);
    if (left.length > 0 || !(await log.verifyProof(leaf)).isGood) throw new Error('the log is not what it was');
    narrator.did(country, 'put the entry back: check and proof are good again', '');
    await local.admin(WITNESS, ['alarm', 'clear', 'log-fork', originOf(tampering)]);
    narrator.did(WITNESS, 'cleared the alarm, which is an entry of its log', '');
  } finally {
    await operator.close();
  }
}

/** By whoever compares the tables with one another, and by whoever holds a proof. */
async function tellCaughtAtHome({ local, narrator, country, entry, log }: Tampering, operator: LogOperator) {
  const [finding, ...others] = await local.signers.check(country);
  if (finding?.code !== 'audit.leaf-altered' || others.length > 0)
    throw new Error(`the check of the log finds ${JSON.stringify([finding, ...others])}`);
  narrator.caught(`by the log’s own check: ${finding.code}, ${finding.detail}`);
  const { isGood, said } = await log.verifyProof(await operator.leaf(entry));
  if (isGood || !said.includes('NOT VERIFIED')) throw new Error(`crex verify proof says: ${said}`);
  narrator.caught('by the proof: crex verify proof: NOT VERIFIED');
}

/** By another country, which keeps what it has cosigned: without a look into the database, and for everybody to see. */
async function tellCaughtAbroad(tampering: Tampering, operator: LogOperator): Promise<void> {
  const { local, folder, narrator, country } = tampering;
  const origin = originOf(tampering);
  for (let tries = 1; !(await isAlarmed(local, origin)); tries += 1) {
    if (tries > TRIES) throw new Error(`the witness of ${WITNESS} has not noticed the forgery`);
    if (tries > 1) await sleep(TRY_AGAIN_MS);
    if ((await operator.showAnew(WITNESS)) === undefined) throw new Error(`${WITNESS} has cosigned the forgery`);
  }
  narrator.caught(`by ${COUNTRY_NAMES[WITNESS].en}: not cosigned, alarm log-fork of ${origin}`);
  const file = folder.file('proof', 'fork.json');
  await local.admin(WITNESS, ['alarm', 'evidence', 'log-fork', origin, '--out', file]);
  const { checkpoints, proof } = readForkEvidence(await readFile(file));
  const { verdict } = proveFork(...checkpoints, local.alliance.entry(country).log.vkey, proof);
  if (verdict !== 'fork') throw new Error(`the evidence of ${WITNESS} shows ${verdict}`);
  narrator.caught('with evidence for third parties: two histories, both signed by the log');
}

async function isAlarmed(local: LocalAlliance, origin: string): Promise<boolean> {
  const alarms = (await local.admin(WITNESS, ['alarms'])) as { kind: string; key: string; clearedAt: string | null }[];
  return alarms.some((each) => each.kind === 'log-fork' && each.key === origin && each.clearedAt === null);
}

function originOf({ local, country }: Tampering): string {
  return local.alliance.entry(country).log.origin;
}
