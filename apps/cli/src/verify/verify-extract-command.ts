import { Command } from 'commander';
import type { ExtractContent, ExtractFinding, ExtractVerdict } from '#libs/extract';
import type { CountryCode } from '#libs/protocol';
import { viewOfFolder } from '../directory-folder.js';
import { judge, readGivenFile, say, sayVerdict } from './verdict.js';

interface ExtractOptions {
  readonly root: string;
  readonly directory: string;
  readonly timeStampAuthority: readonly string[];
}

const PARTS: Readonly<Record<ExtractFinding['part'], string>> = {
  file: 'file',
  seal: 'seal',
  'time-stamp': 'time-stamp of the seal',
  archive: 'archive',
  certificate: 'certificate',
  data: 'attached data',
  page: 'pages',
};

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
  const verdict = await verifyExtract(file, {
    env: view.env,
    caCertificatesOf: (country: CountryCode) => view.member(country)?.caCertificates ?? [],
    timeStampAuthorities: authorities.map(derOf),
    certificates: { verifyChain, revokedAt },
  });
  for (const finding of verdict.findings) sayFinding(finding);
  return sayResult(verdict);
}

function sayFinding({ part, result, code, says }: ExtractFinding): void {
  const word = result === 'good' ? 'ok' : 'FAULT';
  say(`${word.padEnd(12)} ${PARTS[part]}: ${says}${code === undefined ? '' : ` (${code})`}`);
}

function sayResult({ verdict, content, sealedAtMs }: ExtractVerdict): number {
  return sayVerdict(
    verdict === 'good' && content !== undefined && sealedAtMs !== undefined,
    content === undefined ? '' : whatItIs(content, sealedAtMs ?? 0),
    'this is not an extract as its country has sealed it: do not rely on it',
  );
}

/** Never who it is about: the page says that. */
function whatItIs({ number, issuer, variant, convictions, validUntil }: ExtractContent, sealedAtMs: number): string {
  const told = { RECORDS: 'with', PARTIAL: 'in part, with', NO_RECORD: 'with' }[variant];
  return (
    `extract ${number} is what ${issuer.country} has sealed on ${day(sealedAtMs)}, ${told} ${convictions.length} convictions; ` +
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
