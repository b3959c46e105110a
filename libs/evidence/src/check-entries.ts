import { leafHashOf, readLeaf, type Leaf } from '#libs/audit';
import {
  bodyDigest,
  CrexError,
  loggedOutcome,
  type AnswerBody,
  type Content,
  type FaultBody,
  type HitsBody,
  type RequestBody,
  type Slip,
} from '#libs/protocol';
import type { Directories } from './directories.js';
import { PENDING, type Exchange, type ExchangeEvidence, type ReadMessage } from './exchange-evidence.js';
import type { Findings } from './findings.js';
import { checkProven } from './check-proven.js';

type Expected = Readonly<Record<string, string | number | undefined>>;

/** The maker's own entries: each says what the messages say, and stands in the log that its witnesses have seen. */
export async function checkEntries(
  evidence: ExchangeEvidence,
  exchange: Exchange,
  directories: Directories,
  findings: Findings,
): Promise<void> {
  const { madeBy } = evidence;
  const expected = expectedEntries(madeBy, exchange);
  const found = new Set<string>();
  for (const [index, { leaf: base64, proof }] of evidence.entries.entries()) {
    const bytes = Buffer.from(base64, 'base64');
    let leaf: Leaf | undefined;
    let part = `entry ${index + 1} of ${madeBy}`;
    await findings.check(part, 'entry', () => {
      const read = readLeaf(bytes);
      checkFits(read, leafHashOf(bytes).toString('base64url'), expected);
      found.add(read.type);
      leaf = read;
      return `${read.type} of event ${read.eventId} says the same as the messages`;
    });
    if (leaf === undefined) continue;
    part = `entry ${leaf.type} of ${madeBy}`;
    if (proof === PENDING) findings.missing(part, 'log', 'no signed tree held the entry when the file was made');
    else await checkProven({ part, proof, leafHash: leafHashOf(bytes), origin: leaf.origin, owner: madeBy }, exchange, directories, findings); // prettier-ignore
  }
  for (const type of neededOf(madeBy, exchange, expected).filter((each) => !found.has(each))) {
    await findings.check(`entry ${type} of ${madeBy}`, 'entry', () => {
      throw new CrexError('evidence.entry-missing', 'the file does not hold this entry of its maker');
    });
  }
}

/** An answer may come too late for the outcome; a question that is answered at once is not said to be received first. */
function neededOf(madeBy: string, { request }: Exchange, expected: object): string[] {
  const optional = madeBy === request.slip.payload.from ? 'OUTCOME' : 'RECEIVED';
  return Object.keys(expected).filter((type) => type !== optional);
}

/** The fields that each entry of an exchange must have, by its type. */
function expectedEntries(madeBy: string, exchange: Exchange): Readonly<Record<string, Expected>> {
  return madeBy === exchange.request.slip.payload.from ? ofAsker(exchange) : ofAnswerer(exchange);
}

function ofAsker({ request, reply }: Exchange): Readonly<Record<string, Expected>> {
  const asked = request.slip.payload;
  const outcome = outcomeOf(reply.content.payload);
  const settled = { requestDigest: asked.contentDigest, contentDigest: reply.slip.payload.contentDigest, outcome };
  const said = request.content?.payload.body;
  return {
    ASK: { ...parties(asked), ...whyOf(request), ...(said === undefined ? {} : { bodyDigest: bodyDigest(said) }) },
    SENT: sent(request),
    RECEIVED: received(reply),
    OUTCOME: { ...parties(asked), ...settled },
  };
}

function ofAnswerer({ request, reply }: Exchange): Readonly<Record<string, Expected>> {
  const [asked, answered] = [request.slip.payload, reply.content.payload];
  const own = { RECEIVED: received(request), SENT: sent(reply) };
  if (answered.kind === 'FEM') {
    const { code } = answered.body as FaultBody;
    const refused = { messageId: asked.id, slipDigest: request.slip.digest, contentDigest: asked.contentDigest };
    return { ...own, REFUSAL: { ...parties(asked), ...refused, code } };
  }
  const { promise } = answered;
  const outcome = outcomeOf(answered);
  const type = entryTypeOf(outcome);
  return {
    ...own,
    [type]: {
      ...{ ...parties(answered), ...whyOf(request), requestDigest: asked.contentDigest },
      ...{ bodyDigest: bodyDigest(answered.body), eventId: promise?.eventId, origin: promise?.origin },
      ...{ at: promise?.time, leafHash: promise?.leafHash },
      ...(type === 'NO_RECORD' ? {} : { outcome }),
    },
  };
}

function parties({ from, to }: Slip | Content): Expected {
  return { from, to };
}

function whyOf({ content }: ReadMessage): Expected {
  if (content === undefined) return {};
  const { purpose, legalBasis } = content.payload.body as RequestBody;
  return { purpose, legalBasis };
}

function sent({ slip: { payload, digest } }: ReadMessage): Expected {
  const { id: messageId, contentDigest } = payload;
  return { ...parties(payload), class: payload.class, messageId, contentDigest, slipDigest: digest };
}

function received({ slip: { payload }, content }: ReadMessage): Expected {
  const { id: messageId, contentDigest } = payload;
  const named = { requestDigest: content?.payload.requestDigest, peerLeaf: content?.payload.promise?.leafHash };
  return { ...parties(payload), class: payload.class, messageId, contentDigest, ...named };
}

function outcomeOf({ kind, body }: Content): string {
  if (kind === 'HITS') return loggedOutcome((body as HitsBody).result);
  return kind === 'RRS' ? (body as AnswerBody).outcome : 'REJECTED';
}

/** @see docs/protocol/log-entries.md, the country that answers */
function entryTypeOf(outcome: string): 'DISCLOSURE' | 'NO_RECORD' | 'WITHHELD' {
  if (outcome === 'NO_RECORD') return 'NO_RECORD';
  return outcome === 'RECORDS' || outcome === 'PARTIAL' || outcome === 'HIT' ? 'DISCLOSURE' : 'WITHHELD';
}

/** Every field that the messages determine is as they say. */
function checkFits(leaf: Leaf, leafHash: string, expected: Readonly<Record<string, Expected>>): void {
  const fields = Object.hasOwn(expected, leaf.type) ? expected[leaf.type] : undefined;
  const said: Readonly<Record<string, unknown>> = { ...leaf, leafHash };
  const differs = Object.entries(fields ?? {}).filter(([name, value]) => said[name] !== value);
  if (fields === undefined || differs.length > 0) {
    throw new CrexError('evidence.entry-of-other-exchange', 'the entry says something else than the messages', {
      pointers: differs.map(([name]) => ({ pointer: `/${name}`, rule: 'is what the messages say' })),
    });
  }
}
