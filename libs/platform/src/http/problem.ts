import { HttpException } from '@nestjs/common';
import { CrexError, isCrexError, type Pointer } from '#libs/protocol';
import { statusOfCode, type StatusMap } from './status-of-code.js';

/** The body of every error answer. @see RFC 9457 */
export interface Problem {
  /** `urn:crex:problem:<code>` */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly nextStep?: string;
  readonly pointers?: readonly Pointer[];
  /** `urn:uuid:...`, random, also in the log line of this error. */
  readonly instance: string;
}

export const PROBLEM_TYPE = 'application/problem+json';

/** What Nest and Fastify throw by themselves, told by its status, in our words: theirs repeat the URL or the body. */
const FRAMEWORK: Readonly<Record<number, CrexError>> = {
  400: new CrexError('platform.bad-request', 'the request is malformed'),
  401: new CrexError('platform.unauthenticated', 'this needs a valid sign-in'),
  403: new CrexError('platform.forbidden', 'this is not allowed'),
  404: new CrexError('platform.not-found', 'there is nothing at this path'),
  405: new CrexError('platform.method-not-allowed', 'this path does not take this method'),
  408: new CrexError('platform.request-timeout', 'the request took too long to arrive'),
  413: new CrexError('platform.too-large', 'the body is larger than this path takes'),
  415: new CrexError('platform.unsupported-media-type', 'this path does not take this content type'),
  429: new CrexError('platform.rate-limited', 'too many requests'),
  503: new CrexError('platform.unavailable', 'this service cannot answer now', { nextStep: 'try again later' }),
};
const INTERNAL = new CrexError('platform.internal', 'something failed on our side', {
  nextStep: 'report the instance id to the operator',
});
const INTERNAL_STATUS = 500;

/** The answer for an error, and whether it is a failure that we did not expect: then the answer says nothing about it. */
export function problemOf(
  error: unknown,
  errorId: string,
  ofApp: StatusMap,
): { problem: Problem; unexpected: boolean } {
  const known = isCrexError(error) ? error : FRAMEWORK[frameworkStatus(error) ?? INTERNAL_STATUS];
  const status = known === undefined ? undefined : statusOfCode(known.code, ofApp);
  const unexpected = known === undefined || status === undefined;
  return { problem: toProblem(unexpected ? INTERNAL : known, status ?? INTERNAL_STATUS, errorId), unexpected };
}

function toProblem(error: CrexError, status: number, errorId: string): Problem {
  const words = (error.code.split('.').at(-1) ?? '').replaceAll('-', ' ');
  return {
    type: `urn:crex:problem:${error.code}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status,
    code: error.code,
    detail: error.message,
    ...(error.nextStep === undefined ? {} : { nextStep: error.nextStep }),
    ...(error.pointers.length === 0 ? {} : { pointers: error.pointers }),
    instance: `urn:uuid:${errorId}`,
  };
}

/** The status of an error of Nest's or of Fastify's own (`FST_ERR_...`), and of no other: libraries use `statusCode` too. */
function frameworkStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_ERR_') && typeof statusCode === 'number'
    ? statusCode
    : undefined;
}
