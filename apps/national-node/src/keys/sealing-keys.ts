import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sealingOpener, type SealingKeyPair } from '#libs/pki';
import { overwriteDurably, removeDurably, renameDurably, replaceDurably } from '#libs/platform';
import { CrexError, MAX_LIFE_SECONDS, MAX_SKEW_SECONDS, type Opener } from '#libs/protocol';

/** How a sealing key stands in its file, and is read from there. */
export interface SealingKeyCipher {
  encrypt(pair: SealingKeyPair): Promise<string>;
  decrypt(text: string): Promise<SealingKeyPair>;
}

/** A sealing key that this node can open with; the private half stays inside. */
export type HeldSealingKey = Pick<SealingKeyPair, 'kid' | 'publicKey' | 'notBefore' | 'notAfter'>;

/** `sealing.jwe` from a ceremony, `sealing-<kid>.jwe` made here. */
const KEY_FILE = /^sealing(-.+)?\.jwe$/;
const UNFINISHED = /^sealing-.+\.jwe\.new$/;
/** Writing a key takes milliseconds: what is older than this has nobody behind it (ms). */
const UNFINISHED_AFTER_MS = 3_600_000;
/** A key on its way out: not opened any more, and still named here until the log says that it is gone. */
const CONDEMNED = /^sealing-([\w-]{43})\.condemned$/;

/** From when on nothing that a correct sender has sealed or signed with a key that ended then can arrive (seconds). */
export function lastArrival(notAfter: number): number {
  return notAfter + MAX_LIFE_SECONDS + MAX_SKEW_SECONDS;
}

/**
 * The sealing keys of this node: their files, and the openers made of them, which change without a restart. Each method
 * is durable when it resolves, and may be repeated after a crash. One process of a country changes the folder (the
 * courier); every other one follows it with {@link load}.
 */
export class SealingKeys {
  private readonly files = new Map<string, HeldSealingKey>();
  private readonly opening = new Map<string, Opener>();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private readonly cipher: SealingKeyCipher,
  ) {}

  /** @throws pki.* for a key of another role, member or environment, or a wrong passphrase; keys.sealing-key-twice */
  static async open(folder: string, cipher: SealingKeyCipher): Promise<SealingKeys> {
    const keys = new SealingKeys(folder, cipher);
    await keys.load();
    return keys;
  }

  /** By kid. The map changes as keys come and go. */
  get openers(): ReadonlyMap<string, Opener> {
    return this.opening;
  }

  /** Oldest first. */
  get held(): readonly HeldSealingKey[] {
    return [...this.files.values()].sort((left, right) => left.notBefore - right.notBefore);
  }

  /** Opens the key files that have come since the last time, and forgets those that are gone. @throws as open */
  load(): Promise<void> {
    return this.inTurn(async () => {
      const names = (await readdir(this.folder)).filter((name) => KEY_FILE.test(name));
      for (const name of this.files.keys()) if (!names.includes(name)) this.forget(name);
      for (const name of names.filter((each) => !this.files.has(each))) {
        await this.hold(name, await this.cipher.decrypt(await readFile(join(this.folder, name), 'utf8')));
      }
    });
  }

  /**
   * Removes what a crash in {@link add} has left: a key that died before it had its name was never logged or published,
   * so nobody can have sealed to it. A young one may be another process at work.
   */
  async sweep(nowMs: number): Promise<void> {
    for (const name of (await readdir(this.folder)).filter((each) => UNFINISHED.test(each))) {
      const path = join(this.folder, name);
      if ((await stat(path)).mtimeMs > nowMs - UNFINISHED_AFTER_MS) continue;
      await overwriteDurably(path);
      await removeDurably(path);
    }
  }

  /** Keeps a new key. */
  add(pair: SealingKeyPair): Promise<void> {
    return this.inTurn(async () => {
      const name = `sealing-${pair.kid}.jwe`;
      await replaceDurably(join(this.folder, name), await this.cipher.encrypt(pair));
      await this.hold(name, pair);
    });
  }

  /** From here on nothing is opened with the key, and a restart will not take it for one. */
  condemn(kid: string): Promise<void> {
    return this.inTurn(async () => {
      const [name] = [...this.files].find(([, key]) => key.kid === kid) ?? [];
      if (name === undefined) return;
      this.forget(name);
      await renameDurably(join(this.folder, name), this.condemnedFile(kid));
    });
  }

  /** Keys whose end has begun. */
  async condemned(): Promise<string[]> {
    return (await readdir(this.folder)).flatMap((name) => CONDEMNED.exec(name)?.[1] ?? []);
  }

  /** The key's bytes are gone when this resolves; its name is not. */
  async overwrite(kid: string): Promise<void> {
    await overwriteDurably(this.condemnedFile(kid));
  }

  /** The name is gone too. */
  async remove(kid: string): Promise<void> {
    await removeDurably(this.condemnedFile(kid));
  }

  private async hold(name: string, pair: SealingKeyPair): Promise<void> {
    const { kid, publicKey, notBefore, notAfter } = pair;
    this.checkHeldOnce(kid);
    this.opening.set(kid, await sealingOpener(pair));
    this.files.set(name, { kid, publicKey, notBefore, notAfter });
  }

  private forget(name: string): void {
    this.opening.delete(this.files.get(name)?.kid ?? '');
    this.files.delete(name);
  }

  /** Two loops of one process use this: what one of them reads half-way would be neither the old state nor the new one. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(work);
    this.last = next.catch(() => undefined);
    return next;
  }

  /** Destroying one file of two would destroy nothing. */
  private checkHeldOnce(kid: string): void {
    if (this.opening.has(kid)) {
      throw new CrexError('keys.sealing-key-twice', `two files hold the sealing key ${kid}`, {
        nextStep: 'remove the copy from the folder of the sealing keys',
      });
    }
  }

  private condemnedFile(kid: string): string {
    return join(this.folder, `sealing-${kid}.condemned`);
  }
}
