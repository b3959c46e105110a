import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  formatPolicy,
  openByPolicy,
  policySatisfied,
  quorumPolicy,
  readLogProof,
  type Checkpoint,
  type Policy,
} from '#libs/audit';
import type { CountryCode, MemberId } from '#libs/protocol';
import type { AuditorApi, FoundEntry, ShownEntry } from './auditor-api.js';
import type { LocalAlliance } from './local-alliance.js';

const QUORUM_WITHIN_MS = 60_000;
/** Longer than the witnesses' period: each look is an entry, and so a new tree to cosign. */
const LOOK_AGAIN_MS = 3_000;
/** Of the four witnesses of a log in this Alliance: whichever three, two of them are countries that are no party. */
const COSIGNERS = 3;

/** What `crex verify` said, and whether it found everything in order. */
export interface Verdict {
  readonly isGood: boolean;
  readonly said: string;
}

/** One country's log, judged by the program `crex` with nothing but files and the keys of the directory. */
export class VerifiedLog {
  private constructor(
    private readonly local: LocalAlliance,
    private readonly country: CountryCode,
    /** Everything it writes goes here. */
    private readonly file: (name: string) => string,
    private readonly policy: Policy,
    private readonly witnesses: readonly MemberId[],
  ) {}

  /** @param folder exists, and takes the files @param parties countries between which the entry was made */
  static async prepare(
    local: LocalAlliance,
    country: CountryCode,
    parties: readonly CountryCode[],
    file: (name: string) => string,
  ): Promise<VerifiedLog> {
    const { log } = local.alliance.entry(country);
    const witnesses = log.witnesses.map((member) => ({ member, vkey: local.alliance.entry(member).witness.vkey }));
    const policy = quorumPolicy({ owner: country, parties }, log.vkey, witnesses);
    await writeFile(file('policy'), formatPolicy(policy));
    return new VerifiedLog(local, country, file, policy, log.witnesses);
  }

  /** Waits until a quorum of other countries has cosigned the log with this entry. @throws when it has not in time */
  async withQuorum(api: AuditorApi, wanted: FoundEntry): Promise<ShownEntry> {
    const deadline = performance.now() + QUORUM_WITHIN_MS;
    for (;;) {
      const entry = await api.read(wanted);
      if (entry.proof.status === 'proven' && this.hasQuorum(entry.proof.file)) return entry;
      if (performance.now() > deadline) throw new Error('no quorum has cosigned the log in time');
      await sleep(LOOK_AGAIN_MS);
    }
  }

  /** `crex verify proof` of an entry; its proof is saved first, unless it has been already. */
  async verifyProof(leaf: Uint8Array, proof?: string): Promise<Verdict> {
    await writeFile(this.file('entry.leaf'), leaf);
    if (proof !== undefined) await writeFile(this.file('entry.tlog-proof'), proof);
    return this.verify(['proof', this.file('entry.tlog-proof'), '--leaf', this.file('entry.leaf')]);
  }

  /** The operator's export of the whole log, and `crex verify log` of it. */
  async verifyAll(): Promise<Verdict & { readonly entries: number }> {
    const exported = ['export', this.file('log'), '--cosigned-by', String(COSIGNERS)];
    const { size } = (await this.local.signers.admin(this.country, exported)) as { size: string };
    return { ...(await this.verify(['log', this.file('log')])), entries: Number(size) };
  }

  /** The members whose witnesses have cosigned the tree of a proof. */
  cosigners(proof: string): MemberId[] {
    const names = this.open(proof).cosignatures.map(({ name }) => name);
    return this.witnesses.filter((member) => names.includes(this.local.alliance.entry(member).witness.name));
  }

  private hasQuorum(proof: string): boolean {
    return policySatisfied(this.policy, this.open(proof).cosignatures);
  }

  private open(proof: string): Checkpoint {
    return openByPolicy(readLogProof(proof).checkpoint, this.policy);
  }

  /** As everybody can run it: the compiled program by itself, without an environment. */
  private verify(what: readonly string[]): Promise<Verdict> {
    const command = ['--disable-warning=ExperimentalWarning', 'dist/apps/cli/src/main.js', 'verify', ...what];
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [...command, '--policy', this.file('policy')], { env: {} }, (error, said, failure) => {
        if (error === null || error.code === 1) resolve({ isGood: error === null, said });
        else reject(new Error(`crex verify ${what[0] ?? ''} could not decide: ${failure}`));
      });
    });
  }
}
