import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { viewFromFiles, type DirectoryView } from '#libs/directory';
import { checkListed, thumbprint } from '#libs/pki';
import { BROKER, CrexError, MONTH_PATTERN, monthIn, monthsAfter, readStatistics } from '#libs/protocol';
import { nowMs } from '../clock.js';
import { checkSignedFigures } from '../statistics.js';
import { say } from '../verify/verdict.js';
import { BrokerCalls } from './broker-calls.js';
import { openPartnerFolder, type PartnerFolder } from './partner-folder.js';
import { renewPart } from './renew-part.js';

interface FetchOptions {
  readonly broker: URL;
  readonly month?: string;
  readonly out: string;
}

/** `crex partner fetch`: all that a partner organisation does with the broker. */
export function partnerCommand(): Command {
  const partner = new Command('partner').summary('for partner organisations: get the statistics of the members');
  partner
    .command('fetch')
    .summary('get and verify the statistics of a month, and keep the own part of the directory alive')
    .description(
      'Verifies the directory from the root in the folder, signs the partner’s own online part anew when it ends within 36 hours, ' +
        'gets what the members have published of a month and verifies each signature. To be run every 12 hours or so: a part lives for 48.',
    )
    .argument('<folder>', 'keys, certificates and anchors of the partner, as crex ceremony writes them')
    .requiredOption('--broker <url>', 'where the broker is, as https://broker.example:8443', address)
    .requiredOption('--out <folder>', 'where the figures go, and the directory that they are verified by')
    .option('--month <month>', 'as 2026-10; the last one unless given', month)
    .action(fetchAll);
  return partner;
}

async function fetchAll(folder: string, options: FetchOptions): Promise<void> {
  const partner = await openPartnerFolder(folder);
  await using broker = new BrokerCalls(options.broker, partner);
  const known = await verifiedDirectory(partner, broker);
  const renewed = await renewPart({ partner, broker, view: known.view, nowSeconds: Math.floor(nowMs() / 1000) });
  const { view, files } = renewed ? await verifiedDirectory(partner, broker) : known;
  checkBroker(view, broker);

  const wanted = options.month ?? monthsAfter(monthIn('Etc/UTC', Math.floor(nowMs() / 1000)), -1);
  const tokens = await broker.statistics(wanted);
  const by = [];
  for (const token of tokens) {
    const jws = readStatistics(token);
    await checkSignedFigures(jws, view);
    checkMonth(jws.payload.month, wanted);
    by.push(jws.payload.by);
  }
  checkOnce(by);
  for (const [path, bytes] of files) await write(join(options.out, 'directory', path), bytes);
  await write(join(options.out, `${wanted}.jws`), tokens.map((token) => `${token}\n`).join(''));
  say(
    `${wanted}: ${by.length === 0 ? 'nobody has published yet' : `figures of ${by.join(', ')}, signed as they stand`}`,
  );
  if (renewed) say(`the online part of ${partner.id} was signed anew`);
}

interface Verified {
  readonly view: DirectoryView;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The directory as the broker serves it, verified from the partner's own root. @throws every code for which one is refused */
async function verifiedDirectory({ root, env }: PartnerFolder, broker: BrokerCalls): Promise<Verified> {
  const files = new Map<string, Uint8Array>([['1.root.json', root]]);
  const read = async (path: string) => {
    const bytes = await broker.directoryFile(path);
    if (bytes !== undefined) files.set(path, bytes);
    return bytes;
  };
  const view = await viewFromFiles({ root, read, validAtMs: nowMs() });
  if (view.env !== env)
    throw new CrexError('directory.wrong-environment', `the directory is of environment ${view.env}`);
  return { view, files };
}

/** TLS has seen that it is of the broker's CA; the directory says that it is listed and not revoked (CREX-HTTP §1.4). */
function checkBroker(view: DirectoryView, { brokerCertificate }: BrokerCalls): void {
  const broker = view.member(BROKER);
  if (broker === undefined || brokerCertificate === undefined) {
    throw new CrexError('cli.not-listed', 'the directory lists no broker');
  }
  checkListed(broker, thumbprint(brokerCertificate), { env: view.env, role: 'tls', atMs: nowMs(), nowMs: nowMs() });
}

function checkMonth(of: string, wanted: string): void {
  if (of !== wanted) throw new CrexError('cli.wrong-month', `the broker shows figures of ${of} for ${wanted}`);
}

/** From two publications of one month hidden numbers could follow: the second is no good. */
function checkOnce(by: readonly string[]): void {
  if (new Set(by).size !== by.length) {
    throw new CrexError('message.published-otherwise', 'the broker shows two publications of one member and month');
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function address(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:') throw new InvalidArgumentError('It is an address that begins with https://.');
  return url;
}

function month(text: string): string {
  if (!new RegExp(MONTH_PATTERN).test(text)) throw new InvalidArgumentError('It is a month, as 2026-10.');
  return text;
}
