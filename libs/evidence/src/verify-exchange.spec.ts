import { Alliance } from '#libs/ceremony';
import { bodyDigest } from '#libs/protocol';
import { sampleExchange, type Twist } from '../../../test/evidence/sample-exchange.js';
import { sampleBodies } from '../../../test/vectors/sample-bodies.js';
import { PENDING, readPage, renderPage, verifyExchange, type ExchangeEvidence, type Finding } from './index.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const AT = NOW / 1000 + 600;
const DAY = 86_400;

let alliance: Alliance;
let evidence: ExchangeEvidence;
beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: NOW });
  evidence = await sampleExchange(alliance, AT);
});

/** What is at fault, as `part: code`, without repeats. */
const faultsOf = (findings: readonly Finding[]) => [
  ...new Set(findings.filter(({ result }) => result === 'fault').map(({ part, code }) => `${part}: ${code ?? ''}`)),
];
const judge = async (changed: ExchangeEvidence, of = alliance) => {
  const { verdict, findings } = await verifyExchange(changed, { root: of.root });
  return { verdict, faults: faultsOf(findings) };
};
const judgeTwisted = async (twist: Twist) => judge(await sampleExchange(alliance, AT, twist));

/** Another last character of a text that still is the same kind of text. */
const bendToken = (token: string) => {
  const at = token.lastIndexOf('.') + 20;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
};
/** A leaf as it would be made: only one digit of its time is another. */
const otherTime = (base64: string) => {
  const leaf = Buffer.from(base64, 'base64').toString();
  const later = (_: string, before: string, digit: string) => `${before}${(Number(digit) + 1) % 10}`;
  return Buffer.from(leaf.replace(/("at":\d+)(\d)/, later)).toString('base64');
};
const bendBase64 = (base64: string) => {
  const bytes = Buffer.from(base64, 'base64');
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
};

describe('the evidence of an exchange', () => {
  it.each(['AR', 'BR'] as const)('made by %s convinces whoever trusts the root of the directory', async (madeBy) => {
    const made = await sampleExchange(alliance, AT, { madeBy });
    const { verdict, findings } = await verifyExchange(made, { root: alliance.root });
    expect(findings.filter(({ result }) => result !== 'good')).toEqual([]);
    expect(verdict).toBe('good');
    const checks = findings.map(({ part, check }) => `${part}, ${check}`);
    for (const part of ['question', 'answer']) {
      for (const check of ['form', 'directory', 'certificate', 'chain', 'revocation', 'signature'])
        expect(checks).toContain(`${part}, ${check}`);
    }
    expect(checks).toContain('answer, binding');
    expect(checks.filter((each) => each.endsWith(', quorum'))).toHaveLength(madeBy === 'AR' ? 4 : 3);
    const own = madeBy === 'AR' ? 'question' : 'answer';
    expect(checks).toContain(`${own}, receipt "stored", receipt`);
    expect(checks).toContain(`${own}, receipt "taken", signature`);
  });

  it.each(['AR', 'BR'] as const)('of a query and its hit, made by %s, convinces too', async (madeBy) => {
    const leaf: NonNullable<Twist['leaf']> = (said) => ({
      ...said,
      ...(said['outcome'] === undefined ? {} : { outcome: 'HIT' }),
      ...(said['type'] === 'DISCLOSURE' ? { bodyDigest: bodyDigest(sampleBodies.HITS) } : {}),
    });
    const request: NonNullable<Twist['request']> = (content) => ({ ...content, kind: 'QUERY' });
    const reply: NonNullable<Twist['reply']> = (content) => ({ ...content, kind: 'HITS', body: sampleBodies.HITS });
    expect(await judgeTwisted({ madeBy, leaf, request, reply })).toEqual({ verdict: 'good', faults: [] });
  });

  it('of a hit is refused with the entry of another answer', async () => {
    const reply: NonNullable<Twist['reply']> = (content) => ({ ...content, kind: 'HITS', body: sampleBodies.HITS });
    const { verdict } = await judgeTwisted({
      madeBy: 'BR',
      request: (content) => ({ ...content, kind: 'QUERY' }),
      reply,
    });
    expect(verdict).toBe('fault');
  });

  it('reports its steps', async () => {
    const steps: number[] = [];
    await verifyExchange(evidence, { root: alliance.root }, (done) => steps.push(done));
    expect(steps).toEqual([1, 2, 3, 4, 5]);
  });

  it('is worth nothing to whoever trusts another root', async () => {
    const other = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: NOW });
    const { verdict, faults } = await judge(evidence, other);
    expect(verdict).toBe('fault');
    expect(faults).toContain('directory 1: directory.under-signed');
    expect(faults).toContain('question: evidence.directory-missing');
    expect(faults).toContain('question: pki.not-listed');
  });

  it('is judged by its own time: certificates and directory are over today, and it holds', async () => {
    const old = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: Date.UTC(2001, 0, 1) });
    const made = await sampleExchange(old, Date.UTC(2001, 0, 1) / 1000 + 600);
    expect(await judge(made, old)).toEqual({ verdict: 'good', faults: [] });
  });

  it('is refused when a certificate was not in force, or was revoked, when it signed', async () => {
    const revoking = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: NOW });
    await revoking.revoke('BR', 'signing', NOW + 60_000);
    expect((await judge(await sampleExchange(revoking, AT), revoking)).faults).toEqual([
      'answer: pki.certificate-revoked',
      'answer, slip: pki.certificate-revoked',
      'question, receipt "taken": pki.certificate-revoked',
    ]);
    const early = { iat: AT - 30 * DAY, exp: AT - 29 * DAY };
    const { faults } = await judgeTwisted({ request: (content) => ({ ...content, ...early }) });
    expect(faults).toContain('question: pki.not-yet-valid');
  });
});

describe('the evidence of a refusal', () => {
  it.each<[string, Twist]>([
    ['the asker, who was told of it', { isFault: true }],
    ['the answerer, who could read the question', { isFault: true, madeBy: 'BR' }],
    ['the answerer, who could not', { isUnread: true, madeBy: 'BR' }],
  ])('made by %s convinces as well', async (_, twist) => {
    const made = await sampleExchange(alliance, AT, twist);
    const { verdict, findings } = await verifyExchange(made, { root: alliance.root });
    expect(findings.filter(({ result }) => result !== 'good')).toEqual([]);
    expect(verdict).toBe('good');
    const entries = findings.filter(({ check }) => check === 'entry').map(({ says }) => says.split(' ')[0]);
    expect(entries).toEqual(twist.madeBy === 'BR' ? ['REFUSAL', 'SENT'] : ['ASK', 'SENT', 'RECEIVED']);
    const checks = findings.map(({ part, check }) => `${part}, ${check}`);
    expect(checks).toContain('question, slip, signature');
    expect(checks.includes('question, signature')).toBe(twist.isUnread !== true);
    const page = Buffer.from(renderPage(made, 'es'));
    expect(readPage(page)).toEqual({ evidence: made, language: 'es', isFaithful: true });
  });

  it('of a question of the wrong shape shows what was signed', async () => {
    const body = { salt: 'a'.repeat(42) + 'A', purpose: { no: 'purpose' }, more: ['<b>', 1] };
    const bend = (content: object) => ({ ...content, body });
    const made = await sampleExchange(alliance, AT, { madeBy: 'BR', isFault: true, request: bend });
    expect(await judge(made)).toEqual({ verdict: 'good', faults: [] });
    expect(readPage(Buffer.from(renderPage(made, 'pt'))).isFaithful).toBe(true);
    const answered = await sampleExchange(alliance, AT, { madeBy: 'BR', request: bend });
    expect((await judge(answered)).faults).toEqual(['question: message.malformed-body']);
  });
});

describe('one changed byte is found, and named', () => {
  it.each([
    ['the question', (e: ExchangeEvidence) => ({ ...e, request: { ...e.request, content: bendToken(e.request.content ?? '') } }), 'question: message.wrong-signature'],
    ['the slip of the question', (e: ExchangeEvidence) => ({ ...e, request: { ...e.request, slip: bendToken(e.request.slip) } }), 'question, slip: message.wrong-signature'],
    ['the slip of the answer', (e: ExchangeEvidence) => ({ ...e, reply: { ...e.reply, slip: bendToken(e.reply.slip) } }), 'answer, slip: message.wrong-signature'],
    ['the answer', (e: ExchangeEvidence) => ({ ...e, reply: { ...e.reply, content: bendToken(e.reply.content) } }), 'answer: message.wrong-signature'],
    ['the broker’s receipt', (e: ExchangeEvidence) => ({ ...e, request: { ...e.request, stored: bendToken(e.request.stored ?? '') } }), 'question, receipt "stored": message.wrong-signature'],
    ['the recipient’s receipt', (e: ExchangeEvidence) => ({ ...e, request: { ...e.request, taken: bendToken(e.request.taken ?? '') } }), 'question, receipt "taken": message.wrong-signature'],
    ['an entry', (e: ExchangeEvidence) => ({ ...e, entries: e.entries.map((entry, at) => (at === 0 ? { ...entry, leaf: otherTime(entry.leaf) } : entry)) }), 'entry ASK of AR: audit.proof-invalid'],
    ['a proof', (e: ExchangeEvidence) => ({ ...e, entries: e.entries.map((entry, at) => (at === 1 ? { ...entry, proof: bendHash(entry.proof) } : entry)) }), 'entry SENT of AR: audit.proof-invalid'],
    ['the index in a proof', (e: ExchangeEvidence) => ({ ...e, entries: e.entries.map((entry, at) => (at === 1 ? { ...entry, proof: entry.proof.replace(/index \d+/, 'index 300') } : entry)) }), 'entry SENT of AR: audit.proof-invalid'],
    ['a checkpoint', (e: ExchangeEvidence) => ({ ...e, promised: e.promised?.replace('\n301\n', '\n302\n') ?? '' }), 'promised entry of BR: audit.wrong-signature'],
  ])('%s', async (_, change, fault) => {
    const { verdict, faults } = await judge(change(evidence));
    expect(verdict).toBe('fault');
    expect(faults).toContain(fault);
  }); // prettier-ignore

  it('every file of the directory that the verification needs', async () => {
    const needed = Object.keys(evidence.files).filter((path) => !path.includes('JM') && path !== '1.root.json');
    // root, timestamp, snapshot, targets, members.json; of AR, BR and the broker two parts each with their metadata
    expect(needed).toHaveLength(4 + 3 * 2 * 2);
    for (const path of needed) {
      const files = { ...evidence.files, [path]: bendBase64(evidence.files[path] ?? '') };
      const { faults } = await judge({ ...evidence, files });
      expect([path, faults[0]]).toEqual([path, expect.stringMatching(/^directory 1: directory\./)]);
    }
  });

  /** The first hash of a proof, with another first byte. */
  function bendHash(proof: string): string {
    return proof.replace(
      /(index \d+\n)(.)/,
      (_, index: string, first: string) => `${index}${first === 'A' ? 'B' : 'A'}`,
    );
  }
});

describe('what parties could have signed, and does not fit, is found', () => {
  const bent = (change: object) => (content: object) => ({ ...content, ...change });
  it.each<[string, Twist, string]>([
    ['a question signed by another member', { requestBy: 'JM' }, 'question: pki.not-listed'],
    ['an answer signed by the asker', { replyBy: 'AR' }, 'answer: pki.not-listed'],
    ['an answer to another question', { reply: bent({ requestDigest: 'a'.repeat(42) + 'A' }) }, 'answer: evidence.other-request'],
    ['an answer from a country that was not asked', { reply: bent({ id: 'JM-AR-1-000000000045', from: 'JM' }), replyBy: 'JM', replySlip: bent({ inReplyTo: 'AR-JM-1-000000000123' }) }, 'answer: evidence.other-parties'],
    ['a receipt where an answer should be', { reply: (content) => ({ ...content, kind: 'RCPT', body: { salt: 'a'.repeat(42) + 'A', receivedAt: 1, dueAt: 2 } }) }, 'answer: evidence.wrong-kind'],
    ['a directory of another hash', { reply: bent({ dir: { version: 1, hash: 'a'.repeat(42) + 'A' } }) }, 'answer: evidence.directory-differs'],
    ['a directory that is not there', { request: bent({ dir: { version: 9, hash: 'a'.repeat(42) + 'A' } }) }, 'question: evidence.directory-missing'],
    ['a question signed after the directory was over', { request: bent({ iat: AT + 2 * DAY, exp: AT + 3 * DAY }) }, 'question: evidence.directory-over'],
    ['a content of another environment', { request: bent({ env: 'demo' }) }, 'question: message.wrong-environment'],
    ['a promise of another’s log', { reply: (content) => ({ ...content, promise: { ...(content['promise'] as object), origin: 'log.jm.crex.example/audit/1' } }) }, 'promised entry of BR: audit.promise-of-other-log'],
    ['a promise from the future', { reply: (content) => ({ ...content, promise: { ...(content['promise'] as object), time: AT + 500 } }) }, 'promised entry of BR: audit.promise-from-future'],
    ['a promise of another entry', { reply: (content) => ({ ...content, promise: { ...(content['promise'] as object), leafHash: 'a'.repeat(42) + 'A' } }) }, 'promised entry of BR: audit.proof-invalid'],
    ['a receipt of another message', { stored: (s) => ({ ...s, items: [{ ...(s['items'] as object[])[0], contentDigest: 'a'.repeat(42) + 'A' }] }) }, 'question, receipt "stored": evidence.receipt-of-other-message'],
    ['a receipt of another slip', { taken: (s) => ({ ...s, items: [{ ...(s['items'] as object[])[0], slipDigest: 'a'.repeat(42) + 'A' }] }) }, 'question, receipt "taken": evidence.receipt-of-other-message'],
    ['a slip of another content', { requestSlip: bent({ contentDigest: 'a'.repeat(42) + 'A' }) }, 'question, slip: message.wrong-digest'],
    ['a slip with another end', { replySlip: bent({ exp: AT + 90_000 }) }, 'answer, slip: message.slip-mismatch'],
    ['a slip of another environment', { isUnread: true, madeBy: 'BR', requestSlip: bent({ env: 'demo' }) }, 'question, slip: message.wrong-environment'],
    ['a slip that another member has signed', { requestSlipBy: 'JM' }, 'question, slip: pki.not-listed'],
    ['a slip of a reply to another question', { replySlip: bent({ inReplyTo: 'AR-BR-1-000000000124' }) }, 'answer: evidence.other-request'],
    ['a slip of other bytes than its entry says', { leaf: (leaf) => (leaf['type'] === 'SENT' ? { ...leaf, slipDigest: 'a'.repeat(42) + 'A' } : leaf) }, 'entry 2 of AR: evidence.entry-of-other-exchange'],
    ['a question that is left out though it was answered', { isUnread: true, isFault: false, madeBy: 'BR' }, 'question: evidence.question-missing'],
    ['a question that its own asker leaves out', { isUnread: true }, 'question: evidence.question-missing'],
    ['a refusal for another reason than was told', { isFault: true, madeBy: 'BR', leaf: (leaf) => (leaf['type'] === 'REFUSAL' ? { ...leaf, code: 'responder.unsealable' } : leaf) }, 'entry 1 of BR: evidence.entry-of-other-exchange'],
    ['a receipt of another environment', { stored: bent({ env: 'demo' }) }, 'question, receipt "stored": message.wrong-environment'],
    ['a receipt that the broker has not signed', { storedBy: 'JM' }, 'question, receipt "stored": pki.not-listed'],
    ['an entry about another purpose', { leaf: (leaf) => (leaf['type'] === 'ASK' ? { ...leaf, purpose: 'P1' } : leaf) }, 'entry 1 of AR: evidence.entry-of-other-exchange'],
    ['an entry of another log', { leaf: (leaf) => (leaf['type'] === 'SENT' ? { ...leaf, origin: 'log.jm.crex.example/audit/1' } : leaf) }, 'entry SENT of AR: audit.unknown-log'],
    ['a log that another key has signed', { logBy: 'JM' }, 'entry ASK of AR: audit.unsigned-note'],
    ['a checkpoint that one country alone has cosigned', { cosigners: ['JM'] }, 'promised entry of BR: audit.no-quorum'],
    ['a checkpoint that only the parties have cosigned', { cosigners: ['AR', 'BR'] }, 'promised entry of BR: audit.no-quorum'],
    ['an answer that is not the one its entry was made for', { madeBy: 'BR', leaf: (leaf) => (leaf['type'] === 'DISCLOSURE' ? { ...leaf, outcome: 'PARTIAL' } : leaf) }, 'entry 2 of BR: evidence.entry-of-other-exchange'],
  ])('%s', async (_, twist, fault) => {
    const { verdict, faults } = await judgeTwisted(twist);
    expect([verdict, faults]).toEqual(['fault', expect.arrayContaining([fault])]);
  }); // prettier-ignore

  it('a party of another exchange as its maker, and an entry that is left out', async () => {
    expect((await judge({ ...evidence, madeBy: 'JM' })).faults).toContain('file: evidence.other-parties');
    const [, ...rest] = evidence.entries;
    expect((await judge({ ...evidence, entries: rest })).faults).toEqual(['entry ASK of AR: evidence.entry-missing']);
  });

  it('a pinned root that is newer than the directory', async () => {
    const signed = JSON.parse(Buffer.from(alliance.root).toString('utf8')) as { signed: { version: number } };
    signed.signed.version = 2;
    const { findings } = await verifyExchange(evidence, { root: Buffer.from(JSON.stringify(signed)) });
    expect(faultsOf(findings)[0]).toBe('directory 1: evidence.root-too-new');
  });
});

describe('evidence that is not complete yet', () => {
  it('has no fault, and is not good either', async () => {
    const entries = evidence.entries.map((entry) => ({ ...entry, proof: PENDING }));
    expect(await judge({ ...evidence, entries })).toEqual({ verdict: 'incomplete', faults: [] });
    expect(await judge({ ...evidence, promised: PENDING })).toEqual({ verdict: 'incomplete', faults: [] });
    const { promised: _promised, ...without } = evidence;
    expect(await judge(without)).toEqual({ verdict: 'incomplete', faults: [] });
  });

  it('may hold no receipts: whoever received a message has none', async () => {
    const { slip, content = '' } = evidence.request;
    expect(await judge({ ...evidence, request: { slip, content } })).toEqual({ verdict: 'good', faults: [] });
  });

  it('that cannot be read at all says so', async () => {
    const { verdict, faults } = await judge({ ...evidence, reply: { slip: 'no JWS', content: 'no JWS' } });
    expect([verdict, faults]).toEqual(['fault', ['answer, slip: message.malformed', 'answer: message.malformed']]);
  });
});
