import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { issueRevocations } from '#libs/ceremony';
import { REVOCATION_REASONS, type RevocationReason } from '#libs/pki';
import { CrexError, isListedId, type ListedId } from '#libs/protocol';
import { nowMs } from './clock.js';

interface RevocationsOptions {
  readonly alliance: string;
  readonly certificate: readonly string[];
  readonly reason: RevocationReason;
}

/** `crex revocations`: the next revocation list of a member's CA in the folder of a ceremony. */
export function revocationsCommand(): Command {
  return new Command('revocations')
    .summary('make the next revocation list of a member of a demo or test Alliance')
    .description(
      'Signs the next revocation list with the key of the member’s CA: everything revoked before, and the certificates ' +
        'named here. Without a certificate the list only goes on living; it is good for 30 days. The member’s node ' +
        '(admin.js publish-online --crl), or the broker (admin.js publish-own-part --crl), then publishes it.',
    )
    .argument('<member>', 'whose CA signs: a country, BROKER, or a partner organisation', listedId)
    .requiredOption('--alliance <folder>', 'what crex ceremony has written')
    .option('--certificate <files...>', 'certificates to revoke, PEM or DER', [])
    .addOption(
      new Option('--reason <reason>', 'why they are revoked (RFC 5280)')
        .choices(REVOCATION_REASONS)
        .default('unspecified' satisfies RevocationReason),
    )
    .action(makeList);
}

async function makeList(member: ListedId, options: RevocationsOptions, command: Command): Promise<void> {
  const { alliance, certificate: files, reason } = options;
  const certificates = await Promise.all(files.map(readCertificate));
  const revoke = certificates.map((certificate) => ({ certificate, reason }));
  const list = await issueRevocations(alliance, member, { revoke, nowMs: nowMs() });
  const until = new Date(list.nextUpdate * 1000).toISOString();
  const said = `${list.path}: list ${list.number} of ${member}, ${list.revoked} revoked in all, good until ${until}\n`;
  command.configureOutput().writeOut?.(said);
}

function listedId(text: string): ListedId {
  const id = text.toUpperCase();
  if (isListedId(id)) return id;
  throw new InvalidArgumentError('It is a country of the Alliance, as AR, or BROKER, or a partner, as INTERPOL.');
}

async function readCertificate(path: string): Promise<Uint8Array> {
  try {
    return new X509Certificate(await readFile(path)).raw;
  } catch (cause) {
    throw new CrexError('cli.no-certificate', `${path} is no certificate that can be read`, { cause });
  }
}
