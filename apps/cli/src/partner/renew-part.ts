import { createDelegatedTargets, type DirectoryView, type OnlineFile } from '#libs/directory';
import { CrexError } from '#libs/protocol';
import type { BrokerCalls } from './broker-calls.js';
import type { PartnerFolder } from './partner-folder.js';

/** Longest life of an online part, and how long before its end it is signed anew (seconds). */
const LIFE_SECONDS = 48 * 3600;
const RENEW_BEFORE_SECONDS = 36 * 3600;

interface Renewal {
  readonly partner: PartnerFolder;
  readonly broker: BrokerCalls;
  readonly view: DirectoryView;
  readonly nowSeconds: number;
}

/**
 * Keeps a partner's online part alive and true: the TLS certificate in its folder and its newest revocation list, signed
 * anew for 48 hours when the present part ends within 36, or has run out.
 *
 * @returns whether it was due
 * @throws cli.not-listed, cli.no-revocation-list and what the broker refuses
 */
export async function renewPart({ partner, broker, view, nowSeconds }: Renewal): Promise<boolean> {
  const own = view.listed(partner.id);
  if (own === undefined) throw new CrexError('cli.not-listed', `the directory does not list ${partner.id}`);
  // of a part that has run out the directory shows no list
  const crls = partner.crl === undefined ? own.crls : [partner.crl];
  const isNew = (crl: Uint8Array) => own.crls.every((listed) => Buffer.compare(listed, crl) !== 0);
  if (own.onlineExpiresAt > nowSeconds + RENEW_BEFORE_SECONDS && !crls.some(isNew)) return false;
  checkHasList(crls);

  const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
  const content: OnlineFile = {
    ...{ v: 1, member: partner.id, crls: crls.map(base64), sealingKeys: [] },
    certificates: [{ role: 'tls', der: base64(partner.certificate) }],
  };
  const files = await createDelegatedTargets({
    ...({ part: 'online', env: partner.env, content } as const),
    ...{ version: own.onlineVersion + 1, expires: nowSeconds + LIFE_SECONDS },
    signers: [partner.publisher],
  });
  const [metadata, target] = [...files.values()] as [Uint8Array, Uint8Array];
  await broker.pushOnline(metadata, target);
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
