import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import { CrexError, digestOf, type Pointer } from '#libs/protocol';
import { parsePolicies, prepare, validatePolicies, type ParsedPolicy } from './engine.js';
import { checkParserLimits, checkWithin, MAX_TEXT_LENGTH, placeOf } from './policy-text.js';
import { CREX_SCHEMA } from './schema.js';
import type { TaskForce } from './task-force.js';
import { POLICY_REASONS, RULE_STATUSES, type ReasonCode } from './vocabulary.js';

/** One file of Cedar policies. A text that only `narrows` may forbid but not permit: a country's own, on top of the default. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
  readonly narrows?: boolean;
}

/** A country's written policy as it is handed over, read by the app from files or from the directory. */
export interface PolicyPack {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyText[];
  /** The task forces that the country knows. */
  readonly taskForces?: readonly TaskForce[];
}

/** One rule of a set, as its annotations describe it. */
export interface Rule {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  /** One plain sentence for officers and auditors. */
  readonly title: string;
  /** Why something is refused; only a forbid has one. */
  readonly reason: ReasonCode | undefined;
  /** The law, treaty or decision behind the rule. */
  readonly source: string;
  readonly status: string;
}

/** A validated set of policies, ready to decide. */
export interface PolicySet {
  readonly name: string;
  readonly version: string;
  readonly taskForces: readonly TaskForce[];
  /** SHA-256 over schema, texts and task forces, base64url: the `policyVersion` of each log entry, and this set's name in the engine. */
  readonly digest: string;
  readonly rules: ReadonlyMap<string, Rule>;
}

interface Source {
  readonly index: number;
  readonly file: PolicyText;
  readonly policy: ParsedPolicy;
}

/**
 * Reads, validates and prepares a country's policies. Nothing doubtful is let in: a warning (a rule that can never apply,
 * look-alike letters) is refused as an error is.
 *
 * @throws policy.unparsable, policy.invalid, policy.empty; the pointers say in which text, line and column
 * @throws policy.engine-down
 */
export function loadPolicySet({ name, version, policies, taskForces = [] }: PolicyPack): PolicySet {
  const length = policies.reduce((sum, file) => sum + file.text.length, 0);
  checkWithin(length, MAX_TEXT_LENGTH, name, 'the policy texts are too long');
  const sources = policies.flatMap(readFile);
  if (sources.length === 0) {
    throw new CrexError('policy.empty', `${name} holds no policy`, {
      nextStep: 'an empty set would refuse every question: load the default pack or write the rules',
    });
  }
  const rules = new Map<string, Rule>();
  const texts: Record<string, string> = {};
  for (const source of sources) {
    const rule = readRule(source);
    checkUniqueId(rules, rule.id, source);
    checkNarrows(rule, source);
    checkPlainLetters(source);
    rules.set(rule.id, rule);
    texts[rule.id] = source.policy.text;
  }
  const digest = digestOf(
    JSON.stringify([
      CREX_SCHEMA,
      ...policies.map((file) => [file.name, file.text]),
      ...(taskForces.length > 0 ? [taskForces] : []),
    ]),
  );
  checkAgainstSchema(texts, sources, [...rules.keys()]);
  prepare(digest, CREX_SCHEMA, texts);
  return { name, version, digest, rules, taskForces };
}

function readFile(file: PolicyText, index: number): Source[] {
  checkParserLimits(file.text, file.name);
  const parsed = parsePolicies(file.text);
  if ('errors' in parsed) {
    const pointers = parsed.errors.map((error) => pointerTo(index, file.text, error, 0));
    throw new CrexError('policy.unparsable', `${file.name} cannot be read as Cedar`, { pointers });
  }
  if (parsed.templates > 0) throw invalid(`${file.name} holds a template: write the policy out`, []);
  return parsed.policies.map((policy) => ({ index, file, policy }));
}

function readRule({ index, file, policy }: Source): Rule {
  const { effect, annotations = {} } = policy.json;
  const { id, title, reason, source, status } = annotations;
  const wrong = (rule: string) =>
    invalid(`a policy of ${file.name} is not annotated as it must be`, [place(index, file.text, policy.text, rule)]);
  if (id === undefined || !/^[a-z][a-z0-9-]{2,63}$/.test(id)) throw wrong('needs @id("words-joined-by-hyphens")');
  if (!title) throw wrong('needs @title("one plain sentence")');
  if (!source) throw wrong('needs @source("the law or decision behind it")');
  if (status === undefined || !RULE_STATUSES.includes(status))
    throw wrong(`needs @status, ${RULE_STATUSES.join(' or ')}`);
  if (effect === 'permit' && reason !== undefined) throw wrong('a permit has no @reason');
  if (effect === 'forbid' && (reason === undefined || !POLICY_REASONS.includes(reason))) {
    throw wrong(`a forbid needs @reason, one of ${POLICY_REASONS.join(' ')}`);
  }
  return { id, effect, title, reason: reason as ReasonCode | undefined, source, status };
}

function checkUniqueId(rules: ReadonlyMap<string, Rule>, id: string, { index, file, policy }: Source): void {
  if (!rules.has(id)) return;
  throw invalid('two policies have the same id', [place(index, file.text, policy.text, 'the id is taken')]);
}

function checkNarrows(rule: Rule, { index, file, policy }: Source): void {
  if (file.narrows !== true || rule.effect === 'forbid') return;
  throw invalid(`${file.name} may only narrow`, [place(index, file.text, policy.text, 'must be a forbid')]);
}

// A Cyrillic letter that looks like a Latin one makes a rule that never matches. Annotations and comments are free text.
function checkPlainLetters({ index, file, policy }: Source): void {
  const { principal, action, resource, conditions } = policy.json;
  if (/^[\x20-\x7e]*$/.test(JSON.stringify([principal, action, resource, conditions]))) return;
  throw invalid(`${file.name} uses letters outside ASCII in a rule`, [
    place(index, file.text, policy.text, 'only ASCII outside annotations and comments'),
  ]);
}

function checkAgainstSchema(
  texts: Readonly<Record<string, string>>,
  sources: readonly Source[],
  ids: readonly string[],
): void {
  const answer = validatePolicies(CREX_SCHEMA, texts);
  if (answer.type === 'failure') throw invalid('the policies cannot be validated', []);
  const findings = [...answer.validationErrors, ...answer.validationWarnings];
  if (findings.length === 0 && answer.otherWarnings.length === 0) return;
  const pointers = findings.flatMap(({ policyId, error }) => {
    const source = sources[ids.indexOf(policyId)];
    if (source === undefined) return [];
    return [pointerTo(source.index, source.file.text, error, startOf(source.file.text, source.policy.text))];
  });
  throw invalid('the policies do not fit the schema of CREX', pointers);
}

function invalid(detail: string, pointers: readonly Pointer[]): CrexError {
  return new CrexError('policy.invalid', detail, { pointers, nextStep: 'correct the policy; nothing was loaded' });
}

function startOf(text: string, policyText: string): number {
  return Buffer.byteLength(text.slice(0, Math.max(0, text.indexOf(policyText))), 'utf8');
}

function place(index: number, text: string, policyText: string, rule: string): Pointer {
  return { pointer: `/policies/${index}/text`, rule: `${placeOf(text, startOf(text, policyText))}: ${rule}` };
}

function pointerTo(index: number, text: string, error: DetailedError, start: number): Pointer {
  const offset = start + (error.sourceLocations?.[0]?.start ?? 0);
  const help = error.help === null ? '' : ` (${error.help})`;
  return { pointer: `/policies/${index}/text`, rule: `${placeOf(text, offset)}: ${error.message}${help}` };
}
