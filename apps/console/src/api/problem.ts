/** What the node says when it cannot do something. @see RFC 9457, docs/protocol/errors.md */
interface ProblemDetails {
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly nextStep?: string;
  readonly instance?: string;
  readonly pointers?: readonly { readonly pointer: string; readonly rule: string }[];
}

/** The node has answered, and it was a no. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: ProblemDetails = {},
  ) {
    super(problem.detail ?? code);
  }
}

/** A page has failed by itself: it is our fault, and not that of the network. */
export class PageBroken extends Error {
  override readonly name = 'PageBroken';
}

/** Something that was read from the network, as a problem: what is no problem document is told by its status alone. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const problem = typeof body === 'object' && body !== null ? (body as ProblemDetails) : {};
  const code = typeof problem.code === 'string' ? problem.code : `http.${status}`;
  return new ApiProblem(status, code, problem);
}

/** Which sentence says what to do next: one of its own for some codes, else one for its kind. */
export function adviceFor(error: unknown): Advice {
  if (error instanceof PageBroken) return 'broken';
  if (!(error instanceof ApiProblem)) return 'offline';
  const { code, status } = error;
  if (isKnown(code)) return ADVICE[code];
  if (status === 401) return 'signedOut';
  if (status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  if (status === 409) return 'changed';
  if (status === 422 || status === 400) return 'invalid';
  if (status === 429) return 'tooMuch';
  return 'later';
}

const ADVICE = {
  'ask.not-allowed': 'policy',
  'ask.over-budget': 'tooMuch',
  'ask.key-reused': 'sentAlready',
  'ask.own-country': 'ownCountry',
  'ask.same-official': 'sameOfficial',
  'ask.not-open': 'ended',
  'ask.not-awaited': 'notAwaited',
  'ask.not-a-draft': 'changed',
  'ask.draft-changed': 'changed',
  'ask.too-many-drafts': 'tooManyDrafts',
  'staff.no-role': 'notAllowed',
  'clerk.same-official': 'sameOfficial',
  'clerk.not-assigned': 'notAssigned',
  'clerk.waits-for-release': 'waitsForRelease',
  'answer.policy-refuses': 'policyAnswer',
  'answer.question-erased': 'erased',
  'directory.expired': 'later',
  'auth.step-up-needed': 'stepUp',
  'auth.csrf': 'reload',
  'ask.no-proof-yet': 'noProofYet',
  'ask.extract-refused': 'extractRefused',
  'ask.extract-altered': 'extractRefused',
  'ask.extract-erased': 'erased',
  'log.content-erased': 'erased',
  'log.evidence-incomplete': 'evidenceIncomplete',
  'log.unknown-exchange': 'noExchange',
  'log.exchange-open': 'noExchange',
  'log.several-exchanges': 'noExchange',
  'log.own-use': 'ownUse',
  'log.inconsistent': 'tampered',
} as const;

/** A sentence of `problem.*` in the words. */
export type Advice = (typeof ADVICE)[keyof typeof ADVICE] | 'broken' | 'offline' | 'signedOut' | 'notFound' | 'invalid';

function isKnown(code: string): code is keyof typeof ADVICE {
  return Object.hasOwn(ADVICE, code);
}
