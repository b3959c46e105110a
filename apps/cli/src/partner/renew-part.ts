import { createDelegatedTargets, type DirectoryView, type OnlineFile } from '#libs/directory';
import { CrexError } from '#libs/protocol';
import type { BrokerCalls } from './broker-calls.js';
import { keepVersion, keptVersion, type PartnerFolder } from './partner-folder.js';

/** Longest life of an online part, and how long before its end it is signed anew (seconds). */
const LIFE_SECONDS = 48 * 3600;
const RENEW_BEFORE_SECONDS = 36 * 3600;

interface Renewal {
  readonly folder: string;
  readonly partner: PartnerFolder;
  readonly broker: BrokerCalls;
  /** Absent when the present part has run out: then the broker shows its owner nothing until there is a new one. */
  readonly view: DirectoryView | undefined;
  readonly nowSeconds: number;
}

/**
 * Keeps a partner's online part alive and true: the TLS certificate in its folder and its newest revocation list, signed
 * anew for 48 hours when the present part ends within 36.
 *
 * @returns whether it was due
 * @throws cli.not-listed, cli.no-revocation-list, cli.no-version and what the broker refuses
 */
export async function renewPart({ folder, partner, broker, view, nowSeconds }: Renewal): Promise<boolean> {
  const own = view?.listed(partner.id);
  if (view !== undefined && own === undefined) {
    throw new CrexError('cli.not-listed', `the directory does not list ${partner.id}`);
  }
  const crls = partner.crl === undefined ? (own?.crls ?? []) : [partner.crl];
  const isNew = (crl: Uint8Array) => own?.crls.every((listed) => Buffer.compare(listed, crl) !== 0) === true;
  if (own !== undefined && own.onlineExpiresAt > nowSeconds + RENEW_BEFORE_SECONDS && !crls.some(isNew)) return false;
  checkHasList(crls);

  const version = (own?.onlineVersion ?? (await lastVersion(folder))) + 1;
  const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
  const content: OnlineFile = {
    ...{ v: 1, member: partner.id, crls: crls.map(base64), sealingKeys: [] },
    certificates: [{ role: 'tls', der: base64(partner.certificate) }],
  };
  const files = await createDelegatedTargets({
    ...{ part: 'online', env: partner.env, content, version, expires: nowSeconds + LIFE_SECONDS },
    signers: [partner.publisher],
  });
  const [metadata, target] = [...files.values()] as [Uint8Array, Uint8Array];
  await broker.pushOnline(metadata, target);
  await keepVersion(folder, version);
  return true;
}

/** Without one nobody accepts its certificates. */
function checkHasList(crls: readonly Uint8Array[]): void {
  if (crls.length === 0) {
    throw new CrexError('cli.no-revocation-list', 'there is no revocation list of this partner’s CA', {
      nextStep: 'put its newest list into the folder crls, as crex revocations does',
    });
  }
}

async function lastVersion(folder: string): Promise<number> {
  const version = await keptVersion(folder);
  if (version === 0) {
    throw new CrexError('cli.no-version', 'the online part has run out, and its last version is not known here', {
      nextStep: 'ask who runs the broker which version of it stands, and write it into online-version.json',
    });
  }
  return version;
}
