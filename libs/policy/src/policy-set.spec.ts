import fc from 'fast-check';
import { COUNTRIES, CrexError } from '#libs/protocol';
import { CREX_SCHEMA, defaultPolicies, examplePacks, loadPolicySet, type PolicyText } from './index.js';
import { MAX_TEXT_LENGTH } from './policy-text.js';

const NOTES = '@id("one-rule") @title("A rule") @source("A law") @status("illustrative") ';
const load = (text: string, more: Partial<PolicyText> = {}) =>
  loadPolicySet({ name: 'test', version: '1', policies: [{ name: 'test.cedar', text, ...more }] });
const failure = (text: string, more: Partial<PolicyText> = {}) => {
  try {
    load(text, more);
  } catch (error) {
    if (!(error instanceof CrexError)) return 'not a CrexError';
    return [error.code, error.message, ...error.pointers.map(({ pointer, rule }) => `${pointer} ${rule}`)].join(' | ');
  }
  return 'loaded';
};
const permit = `${NOTES}permit (principal is Country, action == Action::"answer", resource);`;

describe('loading a policy set', () => {
  it('takes the two example packs and describes their rules', () => {
    const set = loadPolicySet(examplePacks.JM);
    expect(set.rules.get('jm-no-migration')).toEqual({
      id: 'jm-no-migration',
      effect: 'forbid',
      title: 'Jamaica does not answer for migration purposes',
      reason: 'PURPOSE',
      source: 'Invented for the demonstration',
      status: 'illustrative',
    });
    expect(set.rules.size).toBe(loadPolicySet(examplePacks.AR).rules.size + 2);
  });

  it('names the set by a digest of schema and texts that changes with each character', () => {
    const digest = load(permit).digest;
    expect(digest).toMatch(/^[\w-]{43}$/);
    expect(load(permit).digest).toBe(digest);
    expect(load(`${permit} `).digest).not.toBe(digest);
    expect(load(permit, { name: 'other.cedar' }).digest).not.toBe(digest);
  });

  it('refuses a text that is not Cedar, with file, line and column', () => {
    expect(failure(`// comentário\n${NOTES}permit (principal, action resource);`)).toMatch(
      /^policy\.unparsable \| test\.cedar cannot be read as Cedar \| \/policies\/0\/text line 2, column 101: unexpected token/,
    );
    expect(failure('permit')).toMatch(/^policy\.unparsable/);
    expect(failure(`${NOTES}@id("twice") ${permit}`)).toMatch(/^policy\.unparsable.*duplicate annotation/);
  });

  it('refuses an empty set: no text, only comments', () => {
    expect(failure('')).toMatch(/^policy\.empty/);
    expect(failure('// permit (principal, action, resource);')).toMatch(/^policy\.empty/);
    expect(() => loadPolicySet({ name: 'none', version: '1', policies: [] })).toThrow(/holds no policy/);
  });

  it.each([
    ['a purpose that does not exist', 'when { context.purpose == Purpose::"C9" }', /is not declared as a valid eid/],
    ['a country that is no member', 'when { principal == Country::"US" }', /is not declared as a valid eid/],
    ['an attribute that does not exist', 'when { context.age > 3 }', /attribute `age` .* not found/],
    ['comparing different types', 'when { context.legalBasis > 3 }', /unexpected type/],
    ['an optional test that is always false', 'when { context has age }', /policy is impossible/],
    ['a rule that can never apply', 'when { context.hasCase && !context.hasCase && false }', /policy is impossible/],
  ])('refuses %s, though it reads as Cedar', (_what, condition, message) => {
    const text = `// ünïcode\n\n${permit.replace(';', ` ${condition};`)}`;
    expect(failure(text)).toMatch(/^policy\.invalid \| the policies do not fit the schema of CREX \| /);
    expect(failure(text)).toMatch(message);
    expect(failure(text)).toMatch(/\/policies\/0\/text line 3, column \d+:/);
  });

  it('refuses an action of another system', () => {
    expect(failure(`${NOTES}permit (principal, action == Action::"read", resource);`)).toMatch(/^policy\.invalid/);
  });

  it('refuses a template, whose links would come from elsewhere', () => {
    expect(failure(`${permit} ${NOTES}permit (principal == ?principal, action, resource);`)).toMatch(
      /policy\.invalid \| test\.cedar holds a template/,
    );
  });

  it.each([
    ['@id("one-rule") ', '', /needs @id/],
    ['@id("one-rule") ', '@id("One Rule") ', /needs @id/],
    ['@title("A rule") ', '', /needs @title/],
    ['@source("A law") ', '@source("") ', /needs @source/],
    ['@status("illustrative") ', '@status("sure") ', /needs @status/],
    ['@status("illustrative") ', '', /needs @status/],
    ['permit (', '@reason("PURPOSE") permit (', /a permit has no @reason/],
    ['permit (', 'forbid (', /a forbid needs @reason/],
    ['permit (', '@reason("BECAUSE") forbid (', /a forbid needs @reason/],
    ['permit (', '@reason("POLICY_ERROR") forbid (', /a forbid needs @reason/],
  ])('refuses a policy with %j replaced by %j', (from, to, message) => {
    expect(failure(permit)).toBe('loaded');
    expect(failure(permit.replace(from, to))).toMatch(message);
    expect(failure(permit.replace(from, to))).toMatch(/^policy\.invalid .* \/policies\/0\/text line 1, column 1:/);
  });

  it('refuses the same id twice, also in two texts', () => {
    expect(failure(`${permit}\n${permit}`)).toMatch(/two policies have the same id/);
  });

  it('lets a narrowing text forbid, never permit', () => {
    expect(failure(permit, { narrows: true })).toMatch(/policy\.invalid \| test\.cedar may only narrow/);
    expect(failure(permit.replace('permit (', '@reason("PURPOSE") forbid ('), { narrows: true })).toBe('loaded');
  });

  it('refuses look-alike letters in a rule, allows any letter in annotations and comments', () => {
    const rule = (law: string) => permit.replace(';', ` when { context.legalBasis == "${law}" };`);
    expect(failure(rule('SAN-LUIS'))).toBe('loaded');
    expect(failure(rule('SАN-LUIS'))).toMatch(/policy\.invalid \| test\.cedar uses letters outside ASCII/);
    expect(failure(rule('\u202eSIUL-NAS'))).toMatch(/policy\.invalid/);
    expect(failure(`// ley n.º 1\n${permit.replace('A law', 'Código Penal, artículo 51')}`)).toBe('loaded');
  });

  it('refuses what would overrun the parser before the parser sees it, and goes on working', () => {
    const nested = `${'('.repeat(100_000)}true${')'.repeat(100_000)}`;
    expect(failure(permit.replace(';', ` when { ${nested} };`))).toMatch(/nested too deeply/);
    expect(failure('// '.padEnd(MAX_TEXT_LENGTH + 1))).toMatch(/the policy texts are too long/);
    expect(failure(permit)).toBe('loaded');
  });

  it('throws nothing but a coded error, whatever the text', () => {
    const word = fc.constantFrom(
      ...['permit', 'forbid', '(', ')', '[', ']', '{', '}', ';', ',', '.', '==', '&&', '!', '-', 'if', 'then', 'else'],
      ...['principal', 'action', 'resource', 'context', 'when', 'unless', 'has', 'like', 'in', 'is', '"', '\\', '//'],
      ...[
        '\n',
        '@id("one-rule")',
        'Action::"answer"',
        'Purpose::"C1"',
        '9223372036854775808',
        'ip("::")',
        '\0',
        '\ud800',
      ],
    );
    const mutated = fc
      .tuple(fc.nat(defaultPolicies.text.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([at, cut, put]) => defaultPolicies.text.slice(0, at) + put + defaultPolicies.text.slice(at + cut));
    const words = fc.array(word, { maxLength: 200 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(fc.oneof(words, mutated, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        expect(failure(text)).not.toBe('not a CrexError');
        expect(failure(text)).not.toMatch(/engine-down/);
      }),
      { numRuns: 300 },
    );
    expect(failure(permit)).toBe('loaded');
  });
});

describe('the schema', () => {
  it('lists the members', () => {
    expect(CREX_SCHEMA).toContain(`entity Country enum [${COUNTRIES.map((code) => `"${code}"`).join(', ')}];`);
  });
});
