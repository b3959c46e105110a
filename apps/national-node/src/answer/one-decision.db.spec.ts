import { Registry } from 'prom-client';
import { startHttp } from '#libs/platform/http';
import type { Subject } from '#libs/protocol';
import { noisyQuestions, records, sampleQuestions } from '#libs/synthetic';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { NationalNodeModule, wire } from '../national-node.module.js';
import { searchInputExample } from '../register/search-input.js';
import type { searchResponse } from '../register/search-response.js';
import { signToken, startSignInService } from '../staff/sign-in-service.jest.js';
import { staffApi } from '../staff/staff-api.js';

const REGISTER = { country: 'BR', seed: 'one decision' } as const;
const PEOPLE = 600;
const AUDIENCE = 'https://br.crex.example';
const persons = [...records({ ...REGISTER, count: PEOPLE })];
const subjects: Subject[] = [
  ...[...sampleQuestions({ ...REGISTER, people: PEOPLE, count: 10 })],
  ...[...noisyQuestions({ ...REGISTER, people: PEOPLE, count: 60 })],
].map(({ subject }) => subject);

/** What the log keeps of a decision: no fractions, the first five candidates. */
interface Identification {
  readonly decision: string;
  readonly isComplete: 'Y' | 'N';
  readonly warnings: readonly string[];
  readonly listed: number;
  readonly candidates: readonly object[];
}

describe('a question of another country and a search of our own official', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR'], persons });
  const opened = new AsyncDisposableStack();
  let url: string;
  let token: string;
  let number = 0;
  beforeAll(async () => {
    const signIn = opened.use(await startSignInService());
    const { base } = suite.node;
    const issuing = { oidcIssuer: signIn.url, oidcAudience: AUDIENCE };
    const claims = { oidcRolesClaim: 'crex_roles', oidcAuthorityClaim: 'crex_authority' };
    const config = { ...base.config, ...issuing, ...claims };
    const http = await startHttp(NationalNodeModule.with(wire({ ...base, config, registry: new Registry() })), {
      ...{ host: '127.0.0.1', port: 0, logger: base.logger, requestTimeoutMs: 30_000, ...staffApi },
    });
    opened.defer(() => http.close());
    const nowSeconds = base.home.nowSeconds();
    const wishes = { claims: { crex_roles: ['registrar'] } };
    token = await signToken(await signIn.addKey('one'), { issuer: signIn.url, audience: AUDIENCE, nowSeconds }, wishes);
    url = http.url;
  });
  afterAll(() => opened.disposeAsync());

  /** Over HTTP, as the log would keep it. */
  async function searched(subject: Subject): Promise<Identification> {
    const response = await fetch(`${url}/api/v1/register/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...searchInputExample, subject, limit: 50 }),
    });
    expect(response.status).toBe(200);
    const result = (await response.json()) as ReturnType<typeof searchResponse>;
    const hundredths = (value: number) => Math.round(value * 100);
    return {
      decision: result.decision,
      isComplete: result.complete ? 'Y' : 'N',
      warnings: result.warnings,
      listed: result.candidates.length,
      candidates: result.candidates.slice(0, 5).map(({ personId, probability, weight, flags, explanation }) => ({
        ...{ personId, perMillion: Math.round(probability * 1_000_000), weight: hundredths(weight), flags },
        lines: explanation.map(({ field, level, reason, weight: bits }) => ({
          ...{ field, level, reason, weight: hundredths(bits) },
        })),
      })),
    };
  }

  /** Through the courier, as the log keeps it. */
  async function answered(subject: Subject): Promise<Identification> {
    const plan = { from: 'AR', to: 'BR', kind: 'REQ', number: (number += 1) } as const;
    const now = suite.clock.nowMs() / 1000;
    const made = await hostileMessage(suite.alliance, { ...plan, now, body: { ...sampleBodies.REQ, subject } });
    suite.broker.box('BR').envelopes = [made.line];
    await suite.node.receive();
    const [reply] = await suite.node.query<{ event_id: string; entry_type: 'DISCLOSURE' }>(
      'SELECT event_id, entry_type FROM outbox WHERE in_reply_to = $1',
      [made.id],
    );
    const part = await suite.node.base.log.readPart(
      ...([suite.node.database.sql, reply?.event_id ?? '', reply?.entry_type ?? 'DISCLOSURE', 'detail'] as const),
    );
    return (part as unknown as { value: { identification: Identification } }).value.identification;
  }

  it('are decided alike: the decision, the candidates, their probabilities and every line of the explanation', async () => {
    const decisions = new Map<string, number>();
    for (const subject of subjects) {
      const search = await searched(subject);
      expect(await answered(subject)).toEqual(search);
      decisions.set(search.decision, (decisions.get(search.decision) ?? 0) + 1);
    }
    expect([...decisions.keys()].sort()).toEqual(['INSUFFICIENT_DATA', 'MATCH', 'NONE', 'SEVERAL']);
    expect(decisions.get('MATCH')).toBeGreaterThan(15);
  });
});
