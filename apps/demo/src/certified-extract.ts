import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { COUNTRY_NAMES } from '#libs/catalogue';
import type { CountryCode } from '#libs/protocol';
import type { DomesticApi, NewRequest } from './domestic-api.js';
import { shortPath } from './intro.js';
import type { Surroundings } from './told-unasked.js';
import { VerifiedLog } from './verified-log.js';

const run = promisify(execFile);
const WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;
/** What the verifier says that a reader wants to see; all else is in order or the extract would not be. */
const TOLD = /^(ok +(seal|archive|time-stamp|certificate|pages|log)|VERIFIED)/;

/** A prosecutor asks for a certified extract: it is saved, and judged by the program `crex` with nothing but files. */
export async function tellExtract(request: NewRequest, api: DomesticApi, surroundings: Surroundings): Promise<void> {
  const { local, narrator, folder } = surroundings;
  const issuer = request.to[0] as CountryCode;
  const country = COUNTRY_NAMES[issuer].en;
  narrator.paragraph(
    `A court wants it on paper, and without CREX: the prosecutor asks ${country} for a certified extract (E1, ${request.caseReference}).`,
  );
  const { id, questions } = await api.ask(request, WITHIN_MS / 1000);
  const [question] = questions;
  const [extract] = (await api.extracts(id)).extracts;
  if (question?.outcome !== 'RECORDS' || extract?.status !== 'VALID')
    throw new Error(
      `${country} answers ${question?.outcome ?? 'nothing'} with an extract that is ${extract?.status ?? 'not there'}`,
    );
  narrator.outcome(issuer, question.outcome, `with extract ${extract.number}`, id);
  narrator.did(
    'AR',
    `verified it on arrival: ${extract.findings.filter(({ result }) => result === 'good').length} checks hold`,
  );
  const pdf = await api.extract(id);
  if (pdf === undefined) throw new Error('the extract is not shown');
  const file = folder.file('extract.pdf');
  await writeFile(file, pdf);
  narrator.did('demo', `wrote ${shortPath(file)} (${Math.round(pdf.length / 1024)} kB): PDF/A-3a, data inside`);

  const proof = await proofOf(api, id);
  await writeFile(folder.file('extract.tlog-proof'), proof);
  narrator.did('demo', 'wrote the proof beside it that the log of its country names it');
  const inProofs = (name: string) => folder.file('proof', `extract-${name}`);
  await VerifiedLog.prepare(local, issuer, ['AR', issuer], inProofs);

  narrator.paragraph(
    'A court that has these files, the directory and the keys of log and time-stamps asks the program:',
  );
  const said = await verdictOf(file, inProofs('policy'), surroundings);
  for (const line of said.split('\n').filter((each) => TOLD.test(each))) narrator.paragraph(line.replace(/ +/, ': '));
}

async function verdictOf(file: string, policy: string, { local, folder }: Surroundings): Promise<string> {
  const root = folder.file('alliance', 'ar', 'anchor', 'root.json');
  const directory = folder.file('alliance', 'directory');
  const trust = ['--root', root, '--directory', directory];
  const authority = ['--time-stamp-authority', folder.file('time-stamps', 'authority.pem')];
  const { stdout } = await run(process.execPath, [
    ...['--disable-warning=ExperimentalWarning', `${local.options.dist ?? 'dist'}/apps/cli/src/main.js`],
    ...['verify', 'extract', file, ...trust, ...authority],
    ...['--proof', folder.file('extract.tlog-proof'), '--policy', policy],
  ]);
  return stdout;
}

/** As soon as a quorum has cosigned the issuer's log with it. */
async function proofOf(api: DomesticApi, requestId: string): Promise<Buffer> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const proof = await api.extract(requestId, '/proof');
    if (proof !== undefined) return proof;
    if (performance.now() > deadline) throw new Error('no quorum has cosigned the extract’s entry in time');
    await sleep(LOOK_AGAIN_MS);
  }
}
