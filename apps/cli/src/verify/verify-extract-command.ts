import { Command } from 'commander';
import { openLeafProof, policySatisfied, readPolicy, type Leaf } from '#libs/audit';
import type { ExtractContent, ExtractFinding, ExtractVerdict, LoggedExtract } from '#libs/extract';
import { CrexError, type CountryCode } from '#libs/protocol';
import { viewOfFolder } from '../directory-folder.js';
import { judge, readGivenFile, say, sayVerdict } from './verdict.js';

interface ExtractOptions {
  readonly root: string;
  readonly directory: string;
  readonly timeStampAuthority: readonly string[];
  readonly proof?: string;
  readonly leaf?: string;
  readonly policy?: string;
}

const PARTS: Readonly<Record<ExtractFinding['part'], string>> = {
  file: 'file',
  seal: 'seal',
  'time-stamp': 'time-stamp of the seal',
  archive: 'archive',
  certificate: 'certificate',
  data: 'attached data',
  page: 'pages',
  log: 'log',
};

const WORDS: Readonly<Record<ExtractFinding['result'], string>> = { good: 'ok', fault: 'FAULT', 'not-made': '-' };

/** `crex verify extract`: a certified extract, offline. Ends with 0, 1 or 2 as `crex verify log`. */
export function verifyExtractCommand(): Command {
  return new Command('extract')
    .summary('verify a certified extract')
    .description(
      'Verifies a certified extract (PDF) with nothing but what you bring along: the directory of the time when it was issued and the ' +
        'root that you trust, and the certificates of the time-stamp authorities that you believe. Ends with 0 when the extract is what ' +
        'its country has sealed, with 1 and each fault when it is not, with 2 when that cannot be told.',
    )
    .argument('<file>', 'the PDF')
    .requiredOption('--root <file>', 'the root metadata of the directory that you trust')
    .requiredOption('--directory <folder>', 'the files of the directory of that time, as the broker serves them')
    .requiredOption('--time-stamp-authority <files...>', 'CA certificates of time-stamp authorities (PEM or DER)')
    .option('--proof <file>', 'the proof of its entry in the log of its country (tlog-proof); with --policy')
    .option('--leaf <file>', 'that entry: its bytes as the log has them, when the proof does not carry them')
    .option('--policy <file>', 'the keys of the log and its witnesses, and how many of them are enough')
    .action((file: string, options: ExtractOptions) =>
      judge(async () => verifyFile(await readGivenFile(file), options)),
    );
}

async function verifyFile(file: Uint8Array, options: ExtractOptions): Promise<number> {
  const { claimsOf, verifyExtract } = await import('#libs/extract'); // loads the PDF library, which the other commands do without
  const { revokedAt, verifyChain } = await import('#libs/pki');
  const { issuedAt } = await claimsOf(file);
  const view = await viewOfFolder({ folder: options.directory, root: options.root }, issuedAt * 1000);
  say(`directory    version ${view.version}`);
  const authorities = await Promise.all(options.timeStampAuthority.map(readGivenFile));
  const logEntry = await readProof(options);
  const verdict = await verifyExtract(file, {
    env: view.env,
    caCertificatesOf: (country: CountryCode) => view.member(country)?.caCertificates ?? [],
    timeStampAuthorities: authorities.map(derOf),
    certificates: { verifyChain, revokedAt },
    ...(logEntry !== undefined && { logEntry }),
  });
  for (const finding of verdict.findings) sayFinding(finding);
  return sayResult(verdict);
}

/** How the entry of the extract is read, when a proof was given. @throws cli.half-a-proof cli.unreadable-file */
async function readProof({ proof, leaf, policy }: ExtractOptions): Promise<(() => LoggedExtract) | undefined> {
  if (proof === undefined && leaf === undefined && policy === undefined) return undefined;
  if (proof === undefined || policy === undefined) {
    throw new CrexError('cli.half-a-proof', 'a proof is judged by a policy: the keys of the log and its witnesses', {
      nextStep: 'give both --proof and --policy',
    });
  }
  const [file, keys] = (await Promise.all([proof, policy].map(readGivenFile))) as [Uint8Array, Uint8Array];
  const entry = leaf === undefined ? undefined : await readGivenFile(leaf);
  return () => {
    const trusted = readPolicy(keys);
    const opened = openLeafProof(file, trusted, entry);
    const { origin, eventId } = opened.leaf;
    const isCosigned = policySatisfied(trusted, opened.checkpoint.cosignatures);
    return { origin, eventId, extractDigest: digestIn(opened.leaf), isCosigned };
  };
}

/** Entries of other types have none. */
function digestIn(leaf: Leaf & { readonly extractDigest?: string }): string | undefined {
  return leaf.extractDigest;
}

function sayFinding({ part, result, code, says }: ExtractFinding): void {
  say(`${WORDS[result].padEnd(12)} ${PARTS[part]}: ${says}${code === undefined ? '' : ` (${code})`}`);
}

function sayResult({ verdict, code, content, sealedAtMs }: ExtractVerdict): number {
  return sayVerdict(
    verdict === 'good' && content !== undefined && sealedAtMs !== undefined,
    content === undefined ? '' : whatItIs(content, sealedAtMs ?? 0),
    code?.startsWith('log.') === true
      ? 'the seal is in order, but the log of the country does not show this extract: ask the country before you rely on it'
      : 'this is not an extract as its country has sealed it: do not rely on it',
  );
}

/** Never who it is about: the page says that. */
function whatItIs({ number, issuer, variant, convictions, validUntil }: ExtractContent, sealedAtMs: number): string {
  const told = { RECORDS: 'with', PARTIAL: 'in part, with', NO_RECORD: 'with' }[variant];
  return (
    `extract ${number} is what ${issuer.country} has sealed on ${day(sealedAtMs)}, ${told} ${convictions.length} ${convictions.length === 1 ? 'conviction' : 'convictions'}; ` +
    `valid until ${day(validUntil * 1000)}, unless ${issuer.country} has revoked or replaced it since`
  );
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** DER of a certificate in PEM (RFC 7468) or DER. */
function derOf(file: Uint8Array): Uint8Array {
  const [, base64] =
    /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/.exec(
      Buffer.from(file).toString('latin1'),
    ) ?? [];
  return base64 === undefined ? file : Uint8Array.from(Buffer.from(base64, 'base64'));
}
