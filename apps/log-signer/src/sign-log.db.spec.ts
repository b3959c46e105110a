import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkLogTables,
  formatCheckpoint,
  integratePending,
  latestCheckpoint,
  leafHashOf,
  leavesBetween,
  logEpochs,
  openEpoch,
  openCheckpoint,
  readLeaf,
  signNote,
  treeHead,
} from '#libs/audit';
import { systemClock } from '#libs/platform';
import { metadataSigner } from '#libs/pki';
import { nowSeconds } from '#libs/protocol';
import { epochStartLeaf } from './epoch-start.js';
import { logKey } from './log-key.js';
import { origin, SignerDatabase } from './signer-database.jest.js';

const coded = (code: string) => expect.objectContaining({ code }) as Error;

describe("a log's signer", () => {
  let place: SignerDatabase;
  beforeEach(async () => {
    place = await SignerDatabase.create();
  });
  afterEach(() => place.close());
  const key = () => logKey(origin, metadataSigner(place.pair.privateKey));
  const newest = async (epoch = 1) => {
    const stored = await latestCheckpoint(place.database.sql, epoch);
    if (stored === undefined) throw new Error('nothing is published');
    return stored;
  };
  const expectSound = async (): Promise<void> => {
    const options = { now: nowSeconds(systemClock), verifierOf: (of: string) => keyOf(of).verifier };
    const checked = await place.database.transaction((sql) => checkLogTables(sql, options));
    expect(checked.faults).toEqual([]);
  };
  const keyOf = (of: string) => logKey(of, metadataSigner(place.pair.privateKey));
  const stateFile = () => join(place.state, 'state.json');

  it('begins a new log with an EPOCH_START, and publishes what it has signed under the vkey of the directory', async () => {
    const entries = await place.append(3);
    expect(await place.round()).toEqual({ added: 3, size: 4n });
    const [start, ...others] = await leavesBetween(place.database.sql, 1, 0n, 4n);
    expect(readLeaf(start!)).toMatchObject({ type: 'EPOCH_START', origin, reason: 'new-log' });
    expect(others.map((leaf) => leafHashOf(leaf).toString('base64url'))).toEqual(entries.map((each) => each.leafHash));
    const stored = await newest();
    const opened = openCheckpoint(stored.note, key().verifier, []);
    const head = await treeHead(place.database.sql, 1);
    expect(opened).toMatchObject({ origin, size: 4n, cosignatures: [] });
    expect([Buffer.from(opened.root), stored.root]).toEqual([head?.root, head?.root]);
    await expectSound();
  });

  it('goes on where it stopped, round after round, and signs nothing twice', async () => {
    await place.withSigner(async ({ signLog }) => {
      expect(await signLog.run()).toEqual({ added: 0, size: 1n });
      await place.append(300);
      expect(await signLog.run()).toEqual({ added: 300, size: 301n });
      expect(await signLog.run()).toEqual({ added: 0, size: 301n });
    });
    await place.append(1);
    expect(await place.round()).toEqual({ added: 1, size: 302n });
    const sizes = await place.database.sql.query('SELECT size FROM tlog_checkpoint ORDER BY size');
    expect(sizes).toEqual([{ size: 1 }, { size: 301 }, { size: 302 }]);
    await expectSound();
  });

  describe('after a crash', () => {
    it('between its folder and the database, at the very first start, opens the epoch that it has noted down', async () => {
      await place.round();
      const begun = JSON.parse(await readFile(stateFile(), 'utf8')) as { start: string };
      await place.close();
      place = await SignerDatabase.create();
      const fresh = { v: 1, origin, start: begun.start, frontier: 'crex.org/frontier@v1\n0\n' };
      await writeFile(stateFile(), JSON.stringify(fresh));
      expect(await place.round()).toEqual({ added: 0, size: 1n });
      const [start] = await leavesBetween(place.database.sql, 1, 0n, 1n);
      expect(Buffer.from(start!).toString('base64url')).toBe(begun.start);
      await expectSound();
    });

    it('between integrating and signing, signs what is integrated', async () => {
      await place.round();
      await place.append(5);
      await place.withSigner(async ({ database }) => {
        await database.transaction((tx) => integratePending(tx, 1));
      });
      expect(await place.round()).toEqual({ added: 0, size: 6n });
      expect((await newest()).size).toBe(6n);
    });

    it('between signing and publishing, publishes what its folder holds, to the byte', async () => {
      await place.append(5);
      await place.round();
      const { note } = await newest();
      await place.meddle('DELETE FROM tlog_checkpoint WHERE size = 6');
      await place.round();
      expect((await newest()).note).toBe(note);
    });
  });

  describe('stays closed', () => {
    it('when the database was restored from an older backup, also after that has grown again', async () => {
      await place.append(10);
      await place.round();
      const backup = await place.backup();
      await place.append(10);
      await place.round();
      await backup.restore();
      await expect(place.round()).rejects.toThrow(coded('log-signer.database-behind'));
      await place.append(3);
      await expect(place.round()).rejects.toThrow(coded('log-signer.database-behind'));
      // somebody else integrates until the sizes agree, and on: other entries, another tree
      await place.append(30);
      await place.withSigner(async ({ database }) => {
        await database.transaction((tx) => integratePending(tx, 1));
      });
      await expect(place.round()).rejects.toThrow(coded('log-signer.other-tree'));
      expect((await newest()).size).toBe(11n);
    });

    it('when it is given the database of another log, or a new one', async () => {
      await place.append(1);
      await place.round();
      const other = await SignerDatabase.create();
      await expect(place.round({ databaseUrl: other.database.logUrl })).rejects.toThrow(
        coded('log-signer.database-behind'),
      );
      await other.round();
      await other.append(1);
      await other.round();
      await expect(place.round({ databaseUrl: other.database.logUrl })).rejects.toThrow(
        coded('log-signer.other-database'),
      );
      await other.close();
    });

    it('when its folder is gone, but the database has a log', async () => {
      await place.round();
      await rm(stateFile());
      await expect(place.round()).rejects.toThrow(coded('log-signer.state-missing'));
      expect(await logEpochs(place.database.sql)).toHaveLength(1);
    });

    it('when the tree was rewritten with all its tiles, so that the sequencer sees nothing', async () => {
      await place.append(3);
      await place.round();
      await place.meddle(
        `UPDATE tlog_tile SET data = substring(data FOR 64) || sha256('x') || substring(data FROM 97)`,
        // root over four leaves, as its tile says now
        `UPDATE tlog_tree SET root = sha256('\\x01'::bytea
           || sha256('\\x01'::bytea || (SELECT substring(data FROM 1 FOR 64) FROM tlog_tile))
           || sha256('\\x01'::bytea || (SELECT substring(data FROM 65 FOR 64) FROM tlog_tile)))`,
      );
      await place.withSigner(async ({ database, signLog }) => {
        await expect(signLog.run()).rejects.toThrow(coded('log-signer.other-tree'));
        const sequencer = database.transaction((tx) => integratePending(tx, 1));
        expect(await sequencer).toMatchObject({ added: 0 }); // tiles and root agree
      });
    });

    it('when an entry was altered between its integration and its signature', async () => {
      await place.append(3);
      await place.withSigner(async ({ database, signLog }) => {
        await signLog.run();
        await place.append(3);
        await database.transaction((tx) => integratePending(tx, 1));
      });
      await place.meddle(`UPDATE audit_entry SET leaf = (SELECT leaf FROM audit_entry ORDER BY entry_id DESC LIMIT 1)
        WHERE entry_id = (SELECT entry_id FROM tlog_leaf WHERE log_index = 5)`);
      await expect(place.round()).rejects.toThrow(coded('log-signer.other-tree'));
    });

    it('when the epoch was begun with another entry than the one in its folder, before anything was signed', async () => {
      const start = Buffer.from(epochStartLeaf(origin, { reason: 'new-log' }, systemClock));
      const fresh = { v: 1, origin, start: start.toString('base64url'), frontier: 'crex.org/frontier@v1\n0\n' };
      await writeFile(stateFile(), JSON.stringify(fresh));
      const other = Buffer.from(start.toString('utf8').replace('new-log', 'no-log'));
      await place.withSigner(({ database }) => openEpoch(database, 1, other));
      await expect(place.round()).rejects.toThrow(coded('log-signer.other-tree'));
    });

    it('when a place was taken away before it was signed', async () => {
      await place.round();
      await place.append(3);
      await place.withSigner(async ({ database }) => {
        await database.transaction((tx) => integratePending(tx, 1));
      });
      await place.meddle('DELETE FROM tlog_leaf WHERE log_index = 2');
      await expect(place.round()).rejects.toThrow(coded('audit.leaf-missing'));
    });

    it('when the last checkpoint was altered, or one of a larger tree is there', async () => {
      await place.append(1);
      await place.round();
      await place.meddle(`UPDATE tlog_checkpoint SET note = note || 'x' WHERE size = 2`);
      await expect(place.round()).rejects.toThrow(coded('log-signer.other-checkpoint'));
      await place.meddle(`UPDATE tlog_checkpoint SET note = left(note, -1), size = 3 WHERE size = 2`);
      await place.append(1);
      await expect(place.round()).rejects.toThrow(coded('log-signer.database-behind'));
      await place.meddle('UPDATE tlog_checkpoint SET size = 2 WHERE size = 3');
      expect(await place.round()).toEqual({ added: 1, size: 3n });
    });

    it('when a later epoch was opened by another folder', async () => {
      await place.round();
      await cp(place.state, `${place.state}-old`, { recursive: true });
      await place.openEpoch('yearly');
      const old = { stateFolder: `${place.state}-old` };
      await expect(place.round(old)).rejects.toThrow(coded('log-signer.later-epoch'));
    });
  });

  describe('with an older copy of its folder', () => {
    beforeEach(async () => {
      await place.append(2);
      await place.round();
      await cp(place.state, `${place.state}-old`, { recursive: true });
      await place.append(2);
      await place.round();
      await rm(place.state, { recursive: true });
      await cp(`${place.state}-old`, place.state, { recursive: true });
    });

    it('goes on if the database holds what it signed meanwhile, and the tree agrees', async () => {
      await place.append(1);
      expect(await place.round()).toEqual({ added: 1, size: 6n });
      await expectSound();
    });

    it('stays closed if what was signed meanwhile was another tree, or by another key', async () => {
      const note = await signNote(formatCheckpoint({ origin, size: 5n, root: Buffer.alloc(32) }), [key().signer]);
      await place.meddle(`UPDATE tlog_checkpoint SET note = '${note}' WHERE size = 5`);
      await expect(place.round()).rejects.toThrow(coded('log-signer.other-tree'));
      await place.meddle(`UPDATE tlog_checkpoint SET note = replace(note, 'log.br', 'log.ar') WHERE size = 5`);
      await expect(place.round()).rejects.toThrow(coded('audit.unsigned-note'));
    });
  });

  describe('keeps its folder', () => {
    it('to itself', async () => {
      await place.withSigner(async () => {
        await expect(place.round()).rejects.toThrow(coded('platform.folder-in-use'));
      });
      await place.round();
    });

    it('against another hand: a state that moved, went back, is damaged or signed by another key is refused', async () => {
      await place.append(1);
      await place.withSigner(async ({ signLog, folder }) => {
        await signLog.run();
        const text = await readFile(stateFile(), 'utf8');
        await writeFile(stateFile(), text.replace('"v": 1', '"v":  1'));
        await place.append(1);
        await expect(signLog.run()).rejects.toThrow(coded('log-signer.state-moved'));
        await writeFile(stateFile(), text);
        await expect(folder.replace(folder.current!)).rejects.toThrow(coded('log-signer.state-backwards'));
      });
      const sound = await readFile(stateFile(), 'utf8');
      for (const damage of [
        (text: string) => text.slice(0, -20),
        (text: string) => text.replace('"v": 1', '"v": 2'),
        (text: string) => text.replace(/\\n2\\n/, '\\n3\\n'),
        (text: string) => text.replace(/"note": "[^"]*"/, '"note": ""'),
        (text: string) => text.replace(/,\s+"note": "[^"]*"/, ''),
        (text: string) =>
          text.replace(/\\n2\\n./, (start) => `${start.slice(0, -1)}${start.endsWith('A') ? 'B' : 'A'}`),
        (text: string) => text.replaceAll('log.br', 'log.ar'),
      ]) {
        expect(damage(sound)).not.toBe(sound);
        await writeFile(stateFile(), damage(sound));
        await expect(place.round()).rejects.toThrow(coded('log-signer.state-damaged'));
      }
    });

    it('and does not start without it, or for another origin', async () => {
      await expect(place.round({ stateFolder: `${place.state}/none` })).rejects.toThrow(
        coded('log-signer.no-state-folder'),
      );
      await place.round();
      const renamed = place.round({ logOrigin: 'log.br.crex.example/audit/2' });
      await expect(renamed).rejects.toThrow(coded('log-signer.other-origin'));
    });
  });

  describe('opens an epoch', () => {
    const second = 'log.br.crex.example/audit/2';

    it('when the database was restored: a new origin, whose first entry names the last checkpoint', async () => {
      await place.append(10);
      await place.round();
      const backup = await place.backup();
      await place.append(10);
      await place.round();
      const { note } = await newest();
      await backup.restore();
      await place.append(2); // wait for a place while the log is closed
      const opened = await place.openEpoch('database-restored');
      expect(opened).toMatchObject({ origin: second, previousOrigin: origin, closedBy: 'log-signer.database-behind' });
      expect(opened.vkey).toBe(keyOf(second).vkey);
      await expect(place.round()).rejects.toThrow(coded('log-signer.other-origin'));
      expect(await place.round({ logOrigin: second })).toEqual({ added: 2, size: 3n });
      const [start] = await leavesBetween(place.database.sql, 2, 0n, 1n);
      expect(readLeaf(start!)).toMatchObject({
        ...{ type: 'EPOCH_START', reason: 'database-restored', origin: second, previousOrigin: origin },
        previousCheckpointDigest: await digestOf(note),
      });
      expect(openCheckpoint((await newest(2)).note, keyOf(second).verifier, [])).toMatchObject({ size: 3n });
      const kept = JSON.parse(await readFile(join(place.state, 'epoch-1.json'), 'utf8')) as { note: string };
      expect(kept.note).toBe(note);
      await expectSound();
    });

    it('of a log that is in order, after its last entry is signed', async () => {
      await place.round();
      await place.append(4);
      const opened = await place.openEpoch('yearly');
      expect(opened.closedBy).toBeUndefined();
      expect((await newest(1)).size).toBe(5n);
      expect(opened.previousCheckpointDigest).toBe(await digestOf((await newest(1)).note));
      await place.append(1);
      expect(await place.round({ logOrigin: second })).toEqual({ added: 1, size: 2n });
      await expectSound();
    });

    it('when its folder is lost, and names the last checkpoint that the database has, if it is ours', async () => {
      await place.append(4);
      await place.round();
      const { note } = await newest();
      await rm(stateFile());
      const opened = await place.openEpoch('state-lost');
      expect(opened).toMatchObject({
        closedBy: 'log-signer.state-missing',
        previousCheckpointDigest: await digestOf(note),
      });
      await rm(stateFile());
      await place.meddle(`UPDATE tlog_checkpoint SET note = replace(note, 'log.br', 'log.ar')`);
      const third = await place.openEpoch('state-lost');
      expect(third.origin).toBe('log.br.crex.example/audit/3');
      expect(third.previousCheckpointDigest).toBeUndefined();
    });

    it('again after a crash in between', async () => {
      await place.append(4);
      await place.round();
      await place.openEpoch('yearly');
      await place.meddle(
        'DELETE FROM tlog_tree WHERE epoch = 2',
        'DELETE FROM tlog_tile WHERE epoch = 2',
        'DELETE FROM tlog_leaf WHERE epoch = 2',
        'DELETE FROM tlog_epoch WHERE epoch = 2',
        `DELETE FROM audit_entry WHERE type = 'EPOCH_START' AND event_id <> (SELECT opened_by FROM tlog_epoch)`,
        'DELETE FROM audit_search WHERE entry_id NOT IN (SELECT entry_id FROM audit_entry)',
      );
      expect(await place.round({ logOrigin: second })).toEqual({ added: 0, size: 1n });
      await expectSound();
    });

    it('not before there was one, and for no reason that is not a code', async () => {
      await expect(place.openEpoch('new-log')).rejects.toThrow(coded('log-signer.no-epoch-yet'));
      await place.round();
      await expect(place.openEpoch('because the disk broke')).rejects.toThrow(coded('audit.malformed-leaf'));
      expect((await logEpochs(place.database.sql)).length).toBe(1);
    });
  });
});

async function digestOf(note: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(note))).toString('base64url');
}
