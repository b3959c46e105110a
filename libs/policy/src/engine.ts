import {
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
  type AuthorizationAnswer,
  type DetailedError,
  type PolicyJson,
  type StatefulAuthorizationCall,
  type ValidationAnswer,
} from '@cedar-policy/cedar-wasm/nodejs';
import { CrexError } from '#libs/protocol';

/** What Cedar is asked: the call without the names of the set and the schema. */
export type EngineRequest = Pick<
  StatefulAuthorizationCall,
  'principal' | 'action' | 'resource' | 'context' | 'entities'
>;

/** What Cedar said: a decision with the ids of the policies that made it, or `failed`, which is never an allow. */
export type EngineAnswer =
  | { readonly failed: false; readonly allowed: boolean; readonly policyIds: readonly string[] }
  | { readonly failed: true; readonly policyIds: readonly string[] };

/** The text of one policy, told apart by Cedar, and what Cedar reads in it. */
export interface ParsedPolicy {
  readonly text: string;
  readonly json: PolicyJson;
}

/*
 * One WebAssembly instance per thread. After a trap (stack overrun, out of memory) its memory can no longer be trusted,
 * and after an exception its stack is shorter: from then on it decides nothing until the process starts anew. So nothing
 * from outside may cause either: texts pass `policy-text.ts`, requests hold only closed lists, codes, booleans, integers.
 */
let trapped = false;

function guarded<T>(call: () => T): T {
  if (trapped)
    throw new CrexError('policy.engine-down', 'the policy engine has failed', { nextStep: 'restart the node' });
  try {
    return call();
  } catch (cause) {
    trapped = true;
    throw new CrexError('policy.engine-down', 'the policy engine has failed', { cause, nextStep: 'restart the node' });
  }
}

/**
 * Tells the policies of one text apart.
 *
 * @throws policy.engine-down
 */
export function parsePolicies(
  text: string,
): { readonly policies: ParsedPolicy[]; readonly templates: number } | { readonly errors: readonly DetailedError[] } {
  const parts = guarded(() => policySetTextToParts(text));
  if (parts.type === 'failure') return { errors: parts.errors };
  const policies: ParsedPolicy[] = [];
  for (const part of parts.policies) {
    const parsed = guarded(() => policyToJson(part));
    if (parsed.type === 'failure') return { errors: parsed.errors };
    policies.push({ text: part, json: parsed.json });
  }
  return { policies, templates: parts.policy_templates.length };
}

/**
 * Validates policies against a schema, strictly.
 *
 * @throws policy.engine-down
 */
export function validatePolicies(schema: string, policies: Readonly<Record<string, string>>): ValidationAnswer {
  return guarded(() =>
    validate({ schema, policies: { staticPolicies: { ...policies } }, validationSettings: { mode: 'strict' } }),
  );
}

/**
 * Parses schema and policies once under this id, so that each decision need not (ten times as fast). Does not validate.
 * Cedar keeps what it parsed for the life of the thread; the same id replaces itself.
 *
 * @throws policy.engine-down
 */
export function prepare(id: string, schema: string, policies: Readonly<Record<string, string>>): void {
  const answers = guarded(() => [
    preparseSchema(id, schema),
    preparsePolicySet(id, { staticPolicies: { ...policies } }),
  ]);
  if (answers.some((answer) => answer.type === 'failure')) {
    throw new CrexError('policy.unparsable', 'the schema or the policies cannot be read');
  }
}

/**
 * Asks Cedar. Cedar skips a policy that fails to evaluate, a `forbid` too, and may then say allow: so any error in the
 * diagnostics, any invalid request and any failure of the engine itself is `failed`.
 *
 * @see https://docs.cedarpolicy.com/auth/authorization.html (skip on error)
 */
export function decide(id: string, request: EngineRequest): EngineAnswer {
  let answer: AuthorizationAnswer;
  try {
    answer = guarded(() =>
      statefulIsAuthorized({
        ...request,
        preparsedPolicySetId: id,
        preparsedSchemaName: id,
        validateRequest: true,
      }),
    );
  } catch {
    return { failed: true, policyIds: [] };
  }
  if (answer.type !== 'success') return { failed: true, policyIds: [] };
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) {
    return { failed: true, policyIds: diagnostics.errors.map((error) => error.policyId).sort() };
  }
  return { failed: false, allowed: decision === 'allow', policyIds: [...diagnostics.reason].sort() };
}
