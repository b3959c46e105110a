import {
  checkSignature,
  digestOf,
  MAX_BATCH,
  readStatement,
  signStatement,
  TYP,
  type StatementKind,
} from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';
import { rawHeader, rawJws } from '../../../test/vectors/raw-message.js';
import { signingKey } from '../../../test/vectors/test-keys.js';

type Loose = Record<string, unknown>;
const item = { id: 'AR-BR-1-000000000123', slipDigest: digestOf('slip'), contentDigest: digestOf('content') };
const refusal = { lineDigest: digestOf('line'), id: 'AR-BR-1-000000000123', code: 'broker.expired' };
const KINDS = ['stored', 'taken', 'expired', 'refused'] as const;
const statementOf = (kind: StatementKind): Loose => ({
  ...{ v: 1, env: 'test', by: kind === 'taken' ? 'BR' : 'BROKER', to: 'AR', time: 1_790_000_000 },
  items: [kind === 'refused' ? refusal : item],
});
const codeFor = (kind: StatementKind, change: Loose) =>
  codeOf(() => readStatement(kind, rawJws(rawHeader(TYP[kind]), { ...statementOf(kind), ...change }).token));

describe('a statement', () => {
  it.each(KINDS)('%s is signed, read and verified', async (kind) => {
    const { v: _, ...statement } = statementOf(kind);
    const signer = signingKey(kind === 'taken' ? 'BR' : 'BROKER');
    const token = await signStatement(kind, statement as unknown as Parameters<typeof signStatement>[1], signer);
    const read = readStatement(kind, token);
    expect(read).toMatchObject({ certificate: signer.certificate, payload: statementOf(kind) });
    await expect(checkSignature(read, signer.publicKey)).resolves.toBeUndefined();
  });

  it('of a partner organisation is a refusal, and nothing else', () => {
    expect(codeFor('refused', { to: 'INTERPOL' })).toBe('accepted');
    for (const kind of ['stored', 'expired', 'taken'] as const) {
      expect(codeFor(kind, { to: 'INTERPOL' })).toBe('message.malformed');
    }
    expect(codeFor('refused', { by: 'INTERPOL' })).toBe('message.malformed');
  });

  it('of one kind is not one of another', () => {
    for (const kind of KINDS) {
      for (const other of KINDS) {
        const { token } = rawJws(rawHeader(TYP[kind]), statementOf(kind));
        if (kind !== other) expect(codeOf(() => readStatement(other, token))).toBe('message.wrong-type');
      }
    }
  });

  it.each(KINDS)('%s of another version is refused before its shape is looked at', (kind) => {
    expect(codeFor(kind, { v: 2 })).toBe('message.unknown-version');
    expect(codeFor(kind, { v: 2, more: 'x' })).toBe('message.unknown-version');
  });

  it.each(KINDS)('%s has every field and no other', (kind) => {
    for (const name of ['env', 'by', 'to', 'time', 'items']) {
      const rest = Object.fromEntries(Object.entries(statementOf(kind)).filter(([key]) => key !== name));
      expect(codeOf(() => readStatement(kind, rawJws(rawHeader(TYP[kind]), rest).token))).toBe('message.malformed');
    }
    for (const wrong of [
      { more: 'x' },
      { env: 'x' },
      { by: 'XX' },
      { to: 'XX' },
      { time: -1 },
      { items: [] },
      { items: ['x'] },
    ]) {
      expect(codeFor(kind, wrong)).toBe('message.malformed');
    }
    expect(codeFor(kind, { items: [{ ...(statementOf(kind)['items'] as Loose[])[0], more: 'x' }] })).toBe(
      'message.malformed',
    );
  });

  it('covers one batch at most', () => {
    const items = Array.from({ length: MAX_BATCH + 1 }, () => item);
    expect(codeFor('stored', { items: items.slice(1) })).toBe('accepted');
    expect(codeFor('stored', { items })).toBe('message.malformed');
    expect(codeFor('refused', { items: Array.from({ length: MAX_BATCH }, () => refusal) })).toBe('accepted');
  });

  it.each(['stored', 'expired', 'refused'] as const)('%s can be stated by the broker only', (kind) => {
    expect(codeFor(kind, { by: 'BR' })).toBe('message.id-mismatch');
  });

  it('taken can be stated by the recipient only: nobody ends the delivery of a message to another', () => {
    expect(codeFor('taken', { by: 'CL' })).toBe('message.id-mismatch');
    expect(codeFor('taken', { by: 'BROKER' })).toBe('message.id-mismatch');
    expect(codeFor('taken', { items: [item, { ...item, id: 'AR-CL-1-000000000123' }] })).toBe('message.id-mismatch');
  });

  it.each(['stored', 'taken', 'expired'] as const)('%s is for the sender of every message it names', (kind) => {
    expect(codeFor(kind, { to: 'CL' })).toBe('message.id-mismatch');
    expect(codeFor(kind, { items: [item, { ...item, id: 'CL-BR-1-000000000123' }] })).toBe('message.id-mismatch');
    expect(codeFor(kind, { items: [{ ...item, id: 'AR-BR-1-000000000000' }] })).toBe('message.malformed');
  });

  it('a refusal may name nothing but its code, which is the broker’s', () => {
    expect(codeFor('refused', { items: [{ code: 'broker.mailbox-full' }] })).toBe('accepted');
    expect(codeFor('refused', { items: [{ ...refusal, id: 'CL-BR-1-000000000123' }] })).toBe('accepted');
    expect(codeFor('refused', { items: [{ ...refusal, code: 'responder.expired' }] })).toBe('message.malformed');
    expect(codeFor('refused', { items: [{ id: refusal.id }] })).toBe('message.malformed');
  });

  it('stays below its limits', () => {
    expect(codeFor('stored', { items: [{ ...item, id: { id: {} } }] })).toBe('message.too-deep');
    expect(codeFor('stored', { items: Array.from({ length: 600 }, () => 1) })).toBe('message.too-many');
    expect(codeFor('stored', { env: 'x'.repeat(32_768) })).toBe('message.too-large');
  });
});
