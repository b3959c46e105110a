import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  loadPolicySet,
  readCountryPack,
  readTaskForces,
  wholePack,
  type CountryPack,
  type PolicySet,
  type TaskForce,
} from '#libs/policy';
import { CrexError, TYP, type CountryCode, type Environment } from '#libs/protocol';
import { readOwnSigned, type SignedKind } from './signed-file.js';

export const POLICY: SignedKind = { typ: TYP.policy, setting: 'CREX_POLICY_FILE', command: 'crex policy sign' };
export const TASK_FORCES: SignedKind = {
  ...{ typ: TYP.taskForces, setting: 'CREX_TASK_FORCES_FILE', command: 'crex task-forces sign' },
};

/** Which settings say by what a node decides. */
export interface PolicySettings {
  readonly env: Environment;
  readonly country: CountryCode;
  readonly policyFile: string | undefined;
  readonly policyFolder: string | undefined;
  readonly taskForcesFile: string | undefined;
}

/**
 * The policy by which a node decides: the default rules, the country's own texts, the task forces that it knows.
 *
 * @param certificateDer of this node's own signing key, which signs the country's files
 * @throws node.file-not-signed, node.file-foreign, node.policy-not-signed, node.policy-of-other-country and the codes of loadPolicySet
 */
export async function openPolicy(settings: PolicySettings, certificateDer: Uint8Array): Promise<PolicySet> {
  const [own, taskForces] = [await ownPack(settings, certificateDer), await readForces(settings, certificateDer)];
  return loadPolicySet(wholePack(own, taskForces));
}

type OwnTexts = Omit<CountryPack, 'v'>;

async function ownPack(settings: PolicySettings, certificateDer: Uint8Array): Promise<OwnTexts> {
  const { env, country, policyFile, policyFolder } = settings;
  if (policyFile !== undefined) {
    const pack = readCountryPack(await readOwnSigned(POLICY, await readFile(policyFile, 'utf8'), certificateDer));
    checkOwnCountry(pack, country);
    return pack;
  }
  if (policyFolder === undefined) return { country, version: 'default', policies: [] };
  checkMayBeUnsigned(env);
  return { country, version: 'unsigned', policies: await readTexts(policyFolder) };
}

/** The country's *.cedar texts in a folder, by name. */
export async function readTexts(folder: string): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cedar')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

async function readForces({ taskForcesFile }: PolicySettings, der: Uint8Array): Promise<readonly TaskForce[]> {
  if (taskForcesFile === undefined) return [];
  return readTaskForces(await readOwnSigned(TASK_FORCES, await readFile(taskForcesFile, 'utf8'), der));
}

function checkMayBeUnsigned(env: Environment): void {
  if (env === 'production') {
    throw new CrexError('node.policy-not-signed', 'in production only a signed policy decides', {
      nextStep: 'sign the texts of CREX_POLICY_FOLDER with `crex policy sign`, and name the file in CREX_POLICY_FILE',
    });
  }
}

function checkOwnCountry(pack: CountryPack, country: CountryCode): void {
  if (pack.country !== country) {
    throw new CrexError('node.policy-of-other-country', 'the signed policy is for another country', {
      nextStep: 'sign the rules of this country',
    });
  }
}
