import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import {
  encodeLeaf,
  formatCheckpoint,
  formatVerifierKey,
  integratePending,
  logSigner,
  openEpoch,
  signNote,
  type Entry,
  type LeafOf,
  type NewEntry,
} from '#libs/audit';
import { inTransaction, openDatabase, sqlOf, type Database, type Sql } from '#libs/platform';
import type { CountryCode, Subject } from '#libs/protocol';
import { DomesticApi, type Sending } from '../ask/domestic-api.jest.js';
import { caseReferences, officialReference, subjectReferences } from './references.js';

export const ORIGIN = 'log.ar.crex.example/audit/1';
export const NOW = Date.parse('2026-11-22T12:00:00Z') / 1000;
export const PERIOD = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
export const PATHS = ['entries', 'disclosure-reports', 'statistics', 'exports'] as const;
export const digest = () => randomBytes(32).toString('base64url');

export interface AskedWords {
  readonly to?: CountryCode;
  readonly purpose?: string;
  readonly official?: string;
  readonly caseReference?: string;
}

/** A database of #libs/testing. */
export interface SuiteDatabase {
  readonly sql: Sql;
  readonly owner: Sql;
  readonly dataSource: Database;
  readonly logUrl: string;
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** AR's node as its auditors see it: log, tree and HTTP. */
export class AuditorSuite {
  private constructor(
    readonly database: SuiteDatabase,
    readonly api: DomesticApi,
  ) {}

  /** @param database made with `domesticMigrations`; closed with the suite */
  static async start(database: SuiteDatabase): Promise<AuditorSuite> {
    return new AuditorSuite(database, await DomesticApi.start(database));
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.database.close();
  }

  /** Calls as an auditor, with a mandate. */
  async send(path: string, body?: object, { headers, token, ...more }: Sending = {}): Promise<Response> {
    return this.api.send(`/api/v1/log/${path}`, {
      ...(body === undefined ? {} : { body }),
      token: token ?? (await this.token()),
      headers: { 'crex-mandate': 'AUD-2026-017', ...headers },
      ...more,
    });
  }

  token(claims: object = {}): Promise<string> {
    return this.api.token({ sub: 'AR-AUD-01', crex_roles: ['auditor'], crex_authority: 'Auditoría', ...claims });
  }

  append(...entries: NewEntry[]) {
    return this.database.transaction((sql) => this.api.log.append(sql, entries));
  }

  /** A question of ours, as AskCountry logs it. */
  async asked(subject: Subject, words: AskedWords = {}): Promise<string> {
    const { to = 'BR', purpose = 'C2', official = 'AR-4711', caseReference = 'IPP 1/2026' } = words;
    const eventId = randomUUID();
    const entry: Entry = { type: 'ASK', from: 'AR', to, purpose, legalBasis: 'NASSAU-1992', bodyDigest: digest() };
    await this.append({
      ...{ eventId, entry, subject: { subject }, detail: { caseReference, urgency: 'ROUTINE' } },
      actor: { kind: 'official', id: official, role: 'investigator', authority: 'Policía Federal' },
      findBy: {
        ...{ subject: subjectReferences(subject), actor: [officialReference(official)] },
        case: caseReferences(caseReference),
      },
    });
    return eventId;
  }

  /** An answer of ours, as AnswerRequest logs it. */
  async told(subject: Subject, to: CountryCode, outcome: 'RECORDS' | 'NO_RECORD' | 'REFUSED'): Promise<string> {
    const eventId = randomUUID();
    const digests = { requestDigest: digest(), bodyDigest: digest(), policyDigest: digest() };
    const common = { from: 'AR', to, purpose: 'P3', legalBasis: 'SAN-LUIS-1996', ...digests } as const;
    const entry: Entry =
      outcome === 'NO_RECORD'
        ? { type: 'NO_RECORD', ...common }
        : outcome === 'RECORDS'
          ? { type: 'DISCLOSURE', ...common, outcome }
          : { type: 'WITHHELD', ...common, outcome, reason: 'MINOR' };
    await this.append({
      ...{ eventId, entry, subject: { subject } },
      actor: { country: to, authority: 'Ministerio', official: { id: 'X-1', role: 'prosecutor' } },
      detail: { caseReference: 'F 9', convictions: [{ id: 'c-1', version: 2 }] },
      findBy: {
        ...{ subject: subjectReferences(subject), actor: [officialReference('X-1', to)] },
        case: caseReferences('F 9'),
      },
    });
    return eventId;
  }

  async outcome(eventId: string, outcome: LeafOf<'OUTCOME'>['outcome'], to: CountryCode = 'BR'): Promise<string> {
    const requestDigest = digest();
    await this.append({ eventId, entry: { type: 'OUTCOME', from: 'AR', to, outcome, requestDigest } });
    return requestDigest;
  }

  erase(target: string, group: 'subject' | 'actor' | 'detail') {
    const order = { group, ground: 'COURT-ORDER', actor: { role: 'registrar' } } as const;
    return this.database.transaction((sql) => this.api.log.erasePart(sql, target, order));
  }

  /** The entries ACCESS_TO_LOG, oldest first. */
  async accesses(): Promise<LeafOf<'ACCESS_TO_LOG'>[]> {
    const rows = await this.database.owner.query<{ leaf: Buffer }>(
      `SELECT leaf FROM audit_entry WHERE type = 'ACCESS_TO_LOG' ORDER BY entry_id`,
    );
    return rows.map(({ leaf }) => JSON.parse(leaf.toString()) as LeafOf<'ACCESS_TO_LOG'>);
  }

  /** What a part of an access says. */
  async partOf({ eventId }: { eventId: string }, group: 'subject' | 'actor' | 'detail'): Promise<unknown> {
    const part = await this.api.log.readPart(this.database.sql, eventId, 'ACCESS_TO_LOG', group);
    return part.status === 'open' ? part.value : part.status;
  }

  /** Puts everything into the tree and signs it, as the log's signer does. @returns the log's verifier key */
  async signTree(): Promise<string> {
    const signer = await openDatabase({
      url: this.database.logUrl,
      entities: [],
      poolSize: 1,
      applicationName: 'signer',
    });
    const sql = sqlOf(signer.manager);
    const publicKey = new Uint8Array(createPublicKey(KEY).export({ type: 'spki', format: 'der' }).subarray(-32));
    const ed25519 = { publicKey, sign: (data: Uint8Array) => Promise.resolve(sign(null, data, KEY)) };
    const [epoch] = await sql.query('SELECT 1 FROM tlog_epoch');
    if (epoch === undefined) {
      const start = {
        v: 1,
        type: 'EPOCH_START',
        eventId: randomUUID(),
        origin: ORIGIN,
        at: NOW,
        reason: 'new-log',
        c: {},
      };
      await openEpoch(sql, 1, encodeLeaf(start as LeafOf<'EPOCH_START'>));
    }
    const tree = await inTransaction(signer, (tx) => integratePending(sqlOf(tx), 1));
    if (tree !== undefined) {
      const note = await signNote(formatCheckpoint({ origin: ORIGIN, ...tree }), [logSigner(ORIGIN, ed25519)]);
      await sql.query(
        `INSERT INTO tlog_checkpoint (epoch, size, root, note, signed_at) VALUES (1, $1, $2, $3, now()) ON CONFLICT DO NOTHING`,
        [Number(tree.size), Buffer.from(tree.root), note],
      );
    }
    await signer.destroy();
    return formatVerifierKey(ORIGIN, 'log', publicKey);
  }
}

const KEY = createPrivateKey(
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  }).privateKey,
);
