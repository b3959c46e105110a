import type { FastifyRequest } from 'fastify';
import { CrexError, type Clock } from '#libs/protocol';
import type { Authentication, Person } from './official-claims.js';

/** What a sensitive act asks of the sign-in, as far as it is set; nothing set: nothing asked. */
export interface StepUpRule {
  /** How long ago somebody may have proven who they are. */
  readonly ageSeconds?: number | undefined;
  /** Which class of authentication (`acr`). */
  readonly acr?: string | undefined;
}

interface Sensitive {
  readonly method: 'POST' | 'PUT';
  /** As the router names it. */
  readonly route: string;
  /** Only with this purpose; without it always. */
  readonly purpose?: string;
  readonly why: string;
}

const EXCEPTION = { purpose: 'C5', why: 'a purpose that is let through on a written reason alone' } as const;

/** What wants a recent or a stronger sign-in: the whole list. */
export const SENSITIVE: readonly Sensitive[] = [
  { method: 'POST', route: '/api/v1/requests', ...EXCEPTION },
  { method: 'POST', route: '/api/v1/queries', ...EXCEPTION },
  { method: 'POST', route: '/api/v1/drafts/:id/submission', why: 'the draft may have such a purpose' },
  { method: 'POST', route: '/api/v1/requests/:id/approval', why: 'the second pair of eyes' },
  { method: 'POST', route: '/api/v1/clerk/questions/:id/release', why: 'the second pair of eyes' },
  { method: 'POST', route: '/api/v1/log/exports', why: 'the log leaves the node' },
  { method: 'POST', route: '/api/v1/log/disclosure-reports', why: 'all that was ever said of a person' },
  { method: 'POST', route: '/api/v1/log/disclosure-reports/pdf', why: 'all that was ever said of a person' },
  { method: 'POST', route: '/api/v1/log/unusual', why: 'what every official did' },
  { method: 'POST', route: '/api/v1/evidence', why: 'an exchange leaves the node' },
  { method: 'POST', route: '/api/v1/log/reviews/:eventId', why: 'the judgement of an exceptional use' },
];

/** Asks for a step-up where it is needed, of tokens and of sessions alike. @see RFC 9470 */
export class StepUp {
  constructor(
    private readonly rule: StepUpRule,
    private readonly clock: Clock,
  ) {}

  /** @throws auth.step-up-needed */
  check(request: FastifyRequest, { authentication }: Person): void {
    if (SENSITIVE.some((each) => matches(each, request))) this.checkStrength(authentication);
  }

  /** What is asked, in headers: for programs and for the console. */
  get headers(): Readonly<Record<string, string>> {
    const { ageSeconds, acr } = this.rule;
    const asked = [
      ...(ageSeconds === undefined ? [] : [`max_age=${ageSeconds}`]),
      ...(acr === undefined ? [] : [`acr_values="${acr.replace(/["\\]/g, '')}"`]),
    ];
    return {
      'crex-step-up': acr ?? 'recent',
      'www-authenticate': `Bearer realm="crex", error="insufficient_user_authentication", ${asked.join(', ')}`,
    };
  }

  private checkStrength({ at, acr }: Authentication): void {
    const { ageSeconds, acr: wanted } = this.rule;
    const isRecent = ageSeconds === undefined || (at !== undefined && this.clock.nowMs() / 1000 - at <= ageSeconds);
    if (!isRecent || (wanted !== undefined && acr !== wanted)) {
      throw new CrexError('auth.step-up-needed', 'this needs a sign-in that is recent, or stronger', {
        nextStep: 'confirm who you are at /auth/login?stepUp=1, or bring a token of such a sign-in; then do it again',
      });
    }
  }
}

function matches({ method, route, purpose }: Sensitive, request: FastifyRequest): boolean {
  if (request.method !== method || request.routeOptions.url !== route) return false;
  return purpose === undefined || (request.body as { purpose?: unknown } | undefined)?.purpose === purpose;
}
