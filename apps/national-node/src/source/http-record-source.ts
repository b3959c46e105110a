import { Agent, request } from 'undici';
import { checkShape, isCrexError, parseJson, type Conviction, type JsonLimits, type JsonSchema } from '#libs/protocol';
import { readConvictions } from '../register/read-person.js';
import { sourceAway, sourceMalformed, SOURCE_LIMIT_MS, type Changes, type RecordSource } from './record-source.js';

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const LIMITS: JsonLimits = {
  maxBytes: MAX_ANSWER_BYTES,
  maxDepth: 14,
  maxValues: 500_000,
  integersAndStringsOnly: true,
};

const id = { type: 'string', minLength: 1, maxLength: 100 } as const;
const closed = (required: readonly string[], properties: JsonSchema) =>
  ({ type: 'object', additionalProperties: false, required, properties }) as const;
const changesSchema = closed(['persons', 'cursor'], {
  persons: {
    type: 'array',
    maxItems: 10_000,
    items: closed(['personId'], { personId: id, identity: { type: 'object' } }),
  },
  cursor: { type: 'string', maxLength: 400 },
});
const convictionsSchema = closed(['convictions'], { convictions: { type: 'array', maxItems: 10_000 } });

/** A service that the country provides. Persons are named in bodies alone: addresses stand in everybody's logs. */
export class HttpRecordSource implements RecordSource {
  private readonly agent = new Agent({
    ...{ connections: 4, headersTimeout: SOURCE_LIMIT_MS, bodyTimeout: SOURCE_LIMIT_MS },
    ...{ connect: { timeout: SOURCE_LIMIT_MS }, maxResponseSize: MAX_ANSWER_BYTES },
  });

  /** @param base address under which `changes` and `convictions` lie @param token it is shown with each call */
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  async changes(after: string, limit: number): Promise<Changes> {
    return (await this.post('changes', { after, limit }, changesSchema)) as Changes;
  }

  async convictionsOf(personId: string): Promise<Conviction[]> {
    const { convictions } = (await this.post('convictions', { personId }, convictionsSchema)) as {
      convictions: readonly unknown[];
    };
    return readConvictions(convictions);
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async post(path: string, body: object, schema: JsonSchema): Promise<unknown> {
    const answer = await this.answerTo(path, body);
    try {
      const value = parseJson(answer, LIMITS);
      checkShape(schema, value, 'register.source-malformed', 'the answer of the record source');
      return value;
    } catch (error) {
      throw isCrexError(error, 'register.source-malformed') ? error : sourceMalformed(error);
    }
  }

  private async answerTo(path: string, body: object): Promise<Uint8Array> {
    try {
      const { statusCode, body: answer } = await request(new URL(path, `${this.base.replace(/\/$/, '')}/`), {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        dispatcher: this.agent,
        signal: AbortSignal.timeout(2 * SOURCE_LIMIT_MS),
      });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (statusCode !== 200) throw sourceAway(`HTTP ${statusCode}`);
      return bytes;
    } catch (error) {
      throw isCrexError(error) ? error : sourceAway(error);
    }
  }
}
