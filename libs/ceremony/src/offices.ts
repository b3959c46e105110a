import { generateEd25519KeyPair, metadataSigner, type KeyPair, type MetadataSigner } from '#libs/pki';

/** The governing offices: any two of them decide who is a member. */
export const OFFICES = ['secretariat', 'presidency', 'steering-committee'] as const;
export type Office = (typeof OFFICES)[number];

/** Signatures that root and targets metadata need. */
export const THRESHOLD = 2;

/** The keys of one office, for two roles, never shared. */
export interface OfficeKeys {
  readonly root: KeyPair;
  readonly targets: KeyPair;
}

/** The keys of all offices. */
export type Offices = Readonly<Record<Office, OfficeKeys>>;

export async function createOffices(): Promise<Offices> {
  const entries = OFFICES.map(async (office) => {
    const [root, targets] = await Promise.all([generateEd25519KeyPair(), generateEd25519KeyPair()]);
    return [office, { root, targets }] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Offices;
}

/** All offices sign: one more than the threshold, so that one key can be lost. */
export function officeSigners(offices: Offices, role: keyof OfficeKeys): MetadataSigner[] {
  return OFFICES.map((office) => metadataSigner(offices[office][role].privateKey));
}
