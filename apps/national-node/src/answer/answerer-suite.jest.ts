import type { Body, Kind, RequestBody, Subject } from '#libs/protocol';
import { sampleQuestions, type SampleQuestion } from '#libs/synthetic';
import { hostileMessage, type HostileMessage } from '../../../../test/hostile/hostile-message.js';
import type { OneNode } from '../../../../test/hostile/one-node.jest.js';
import type { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies, sampleSalt } from '../../../../test/vectors/sample-bodies.js';

/** The register of Brazil in these suites: so many persons made from this seed. */
export const REGISTER = { country: 'BR', seed: '5', people: 60 } as const;
const samples = [...sampleQuestions({ ...REGISTER, count: 4 })];

/** The subject of the first made-up question of a kind. */
export function subjectOf(kind: SampleQuestion['kind']): Subject {
  return (samples.find((each) => each.kind === kind) as SampleQuestion).subject;
}

/** A message of Brazil in its outbox. */
export interface Sent<K extends Kind = Kind> {
  readonly kind: K;
  readonly entry_type: string;
  readonly body: Body<K>;
  readonly promise: { readonly leafHash: string } | null;
  readonly request_digest: string;
  readonly event_id: string;
}

/** As it lies in the table. */
interface QuestionRow {
  readonly question_id: string;
  readonly received_at: number;
  readonly clock_started_at: number;
  readonly due_at: number;
  readonly announced_at: number | null;
  readonly state: string;
  readonly answered_by: string | null;
}

/** Argentina, as far as Brazil hears of it. */
export class Asker {
  private number = 0;

  constructor(private readonly suite: OneNode) {}

  async send<K extends Kind>(
    kind: K,
    body: Partial<Body<K>>,
    replyTo: { requestDigest?: string; inReplyTo?: string } = {},
    at: TestNode = this.suite.node,
  ): Promise<HostileMessage> {
    const { alliance, broker, clock } = this.suite;
    const plan = { from: 'AR', to: 'BR', kind, number: (this.number += 1), now: clock.nowMs() / 1000 } as const;
    const salt = sampleSalt(`${kind} ${this.number}`);
    const made = await hostileMessage(alliance, { ...plan, ...replyTo, body: { salt, ...body } });
    broker.box('BR').envelopes = [made.line];
    await at.receive();
    return made;
  }

  ask(more: Partial<RequestBody>, at: TestNode = this.suite.node): Promise<HostileMessage> {
    return this.send('REQ', { ...sampleBodies.REQ, ...more }, {}, at);
  }

  /** What Brazil has sent about a question, oldest first. */
  sent({ id }: HostileMessage, at: TestNode = this.suite.node): Promise<Sent[]> {
    return at.query<Sent>('SELECT * FROM outbox WHERE in_reply_to = $1 ORDER BY created_at', [id]);
  }

  async last({ id }: HostileMessage, at: TestNode = this.suite.node): Promise<Sent | undefined> {
    return (await this.sent({ id } as HostileMessage, at)).at(-1);
  }

  /** Tells more (or that there is no more) about a question that was sent back. The messages of Brazil have to be sealed first. */
  async inform(question: HostileMessage, subject: Subject | undefined, at: TestNode = this.suite.node) {
    await this.seal(at);
    const [rai] = await at.query<{ message_id: string; content_digest: string }>(
      `SELECT message_id, content_digest FROM outbox WHERE in_reply_to = $1 AND kind = 'RAI' ORDER BY created_at DESC LIMIT 1`,
      [question.id],
    );
    const body =
      subject === undefined ? { response: 'NOT_AVAILABLE' as const } : { response: 'PROVIDED' as const, subject };
    const replyTo = { requestDigest: rai?.content_digest ?? '', inReplyTo: rai?.message_id ?? '' };
    return this.send('RAR', body, replyTo, at);
  }

  /** Gives everything that waits in Brazil's outbox its number and bytes. */
  async seal(at: TestNode = this.suite.node): Promise<void> {
    await at.verbs.deliver.run();
  }

  /** As if that question had come so many seconds earlier. */
  async backdate({ id }: HostileMessage, seconds: number, at: TestNode = this.suite.node): Promise<void> {
    const columns = ['received_at', 'clock_started_at', 'due_at', 'clock_stopped_at', 'respond_by'];
    await at.database.owner.query(
      `UPDATE received_question SET ${columns.map((column) => `${column} = ${column} - $2`).join(', ')} WHERE message_id = $1`,
      [id, seconds],
    );
  }

  async question({ id }: HostileMessage, at: TestNode = this.suite.node): Promise<QuestionRow> {
    const rows = await at.query<QuestionRow>('SELECT * FROM received_question WHERE message_id = $1', [id]);
    return rows[0] as QuestionRow;
  }
}
