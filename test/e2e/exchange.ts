import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personAt, sampleEvidence, sampleQuestions } from '#libs/synthetic';
import { openDatabase, sqlOf } from '#libs/platform';
import {
  BROKER,
  type CountryCode,
  type MemberId,
  type Person,
  type Subject,
  type SupportingEvidence,
} from '#libs/protocol';
import { startTestIssuer, testServerUrl, type TestIssuer } from '#libs/testing';
import { LocalAlliance, type LocalAllianceOptions } from '../../apps/demo/src/local-alliance.js';

export type ExchangeOptions = Partial<LocalAllianceOptions> & {
  /** In each register. */
  readonly persons?: number;
  /** Who stands in a register besides. */
  readonly more?: Partial<Record<CountryCode, readonly Person[]>>;
  /** Members without a register: nobody asks them, they witness the logs of the others. */
  readonly idle?: readonly CountryCode[];
};

/** What a test needs to ask questions across a border: a running Alliance, registers, and officials' tokens. */
export class Exchange implements AsyncDisposable {
  private constructor(
    readonly local: LocalAlliance,
    readonly issuer: TestIssuer,
    readonly folder: string,
    private readonly opened: AsyncDisposableStack,
  ) {}

  static async prepare(options: ExchangeOptions = {}): Promise<Exchange> {
    await using opening = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'crex-exchange-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    const issuer = await startTestIssuer();
    opening.defer(() => issuer.close());
    const local = await LocalAlliance.create({
      ...{ env: 'test', members: ['AR', 'BR'], folder, adminUrl: testServerUrl() },
      issuer: { url: issuer.url, audience: (country) => `urn:crex:test:${country}` },
      databasePrefix: `x${Math.random().toString(36).slice(2, 10)}`,
      ...options,
    });
    opening.defer(() => local.stop());
    const { persons = 200, more = {}, idle = [] } = options;
    for (const country of local.options.members)
      if (!idle.includes(country)) await importRegister(local, folder, country, persons, more[country] ?? []);
    return new Exchange(local, issuer, folder, opening.move());
  }

  /** Subjects with known truth, of a country's register. */
  samples(country: CountryCode, people = 200, count = 40) {
    return [...sampleQuestions({ country, seed: '7', people, count })];
  }

  async ask(
    from: CountryCode,
    body: AskBody,
    options: { role?: string; wait?: number; key?: string; sub?: string } = {},
  ) {
    const token = await this.issuer.token({
      ...{
        audience: `urn:crex:test:${from}`,
        subject: options.sub ?? `${from}-INV-01`,
        roles: [options.role ?? 'prosecutor'],
      },
    });
    const response = await fetch(`${this.local.api(from)}/api/v1/requests`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        'idempotency-key': options.key ?? crypto.randomUUID(),
        ...(options.wait === undefined ? {} : { prefer: `wait=${options.wait}` }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as RequestView };
  }

  /** Asks the broker's database. */
  onBroker<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.query(BROKER, text, values);
  }

  /** Asks the database of one party. */
  async query<R extends object>(party: MemberId, text: string, values: readonly unknown[] = []): Promise<R[]> {
    const { app: url } = this.local.databaseUrls(party);
    const database = await openDatabase({ url, entities: [], poolSize: 1, applicationName: 'test' });
    try {
      return await sqlOf(database.manager).query<R>(text, values);
    } finally {
      await database.destroy();
    }
  }

  close(): Promise<void> {
    return this.opened.disposeAsync();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function importRegister(
  local: LocalAlliance,
  folder: string,
  country: CountryCode,
  count: number,
  more: readonly Person[],
) {
  const file = join(folder, `${country}.ndjson`);
  const persons: Person[] = Array.from({ length: count }, (_, index) => personAt({ country, seed: '7' }, index));
  const lines = [...persons, ...more].map((person) => JSON.stringify(person));
  await writeFile(file, `${lines.join('\n')}\n`);
  await local.admin(country, ['import', file]);
}

export interface AskBody {
  readonly to: readonly string[];
  readonly purpose: string;
  readonly legalBasis: string;
  readonly caseReference: string;
  readonly urgency: string;
  readonly evidence?: SupportingEvidence;
  readonly subject: Subject;
}

export interface RequestView {
  readonly id: string;
  readonly questions: readonly {
    readonly id: string;
    readonly country: string;
    readonly messageId: string;
    readonly state: string;
    readonly outcome: string | null;
    readonly answer?: { readonly outcome: string; readonly record?: { readonly convictions: readonly unknown[] } };
  }[];
}

/** A question of a prosecutor in a criminal case. */
export function criminalCase(to: readonly string[], subject: Subject): AskBody {
  return {
    ...{ to, purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'FSM 123/2026', urgency: 'ROUTINE', subject },
    evidence: sampleEvidence('C1'),
  };
}
