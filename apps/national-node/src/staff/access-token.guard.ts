import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { CrexError, isCrexError, type Role } from '#libs/protocol';
import type { Official } from '../context.js';
import { BrowserSessions } from '../session/browser-sessions.js';
import { AccessTokens } from './access-token.js';
import { officialOf, type Person } from './official-claims.js';
import { StepUp } from './step-up.js';

const ROLES = 'crex:roles';

/** The roles that may use an endpoint. One that declares none is open to nobody. */
export const Roles = (...roles: readonly [Role, ...Role[]]): CustomDecorator => SetMetadata(ROLES, roles);

const OPEN = 'crex:open';

/** An endpoint that needs no sign-in: it tells everybody the same. */
export const WithoutSignIn = (): CustomDecorator => SetMetadata(OPEN, true);

const officials = new WeakMap<FastifyRequest, Official>();

/** The official whom the guard let in, as a parameter of an endpoint. */
export const CurrentOfficial = createParamDecorator((_: unknown, context: ExecutionContext) =>
  officials.get(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Sign-ins that were refused: counted by code, never stored. */
export class SignInRefusals {
  private readonly counter: Counter<'code'>;

  constructor(registry: Registry) {
    this.counter = new Counter({
      name: 'crex_sign_ins_refused_total',
      help: 'Requests to the domestic API that were refused before anything was looked at, by code',
      labelNames: ['code'],
      registers: [registry],
    });
  }

  count(code: string): void {
    this.counter.inc({ code });
  }
}

/** Stands before every endpoint: who is it, and may this role come in here? What they may then ask is the policy's affair. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly sessions: BrowserSessions,
    private readonly stepUp: StepUp,
    private readonly refusals: SignInRefusals,
    private readonly reflector: Reflector,
  ) {}

  /** @throws staff.unauthenticated, staff.wrong-audience, staff.no-role, staff.issuer-unreachable, auth.csrf, auth.step-up-needed */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, places) === true) return true;
    const roles = this.reflector.getAllAndOverride<readonly Role[] | undefined>(ROLES, places) ?? [];
    try {
      const wantedRole = request.headers['crex-role'];
      const person = await this.personOf(request);
      const official = officialOf(person, wantedRole?.toString());
      checkRole(official, roles);
      this.stepUp.check(request, person);
      officials.set(request, official);
      return true;
    } catch (error) {
      if (isCrexError(error)) this.refuse(error, request, context.switchToHttp().getResponse<FastifyReply>());
      throw error;
    }
  }

  /** Who calls: by the token that is sent, else by the session of the browser. */
  private async personOf(request: FastifyRequest): Promise<Person> {
    const { authorization } = request.headers;
    const session = authorization === undefined ? await this.sessions.ofCall(request) : undefined;
    return session?.person ?? this.accessTokens.personOf(authorization);
  }

  private refuse({ code, message }: CrexError, { headers }: FastifyRequest, reply: FastifyReply): void {
    this.refusals.count(code);
    if (code === 'auth.step-up-needed') void reply.headers(this.stepUp.headers);
    if (code === 'staff.issuer-unreachable' || code.startsWith('auth.')) return;
    // RFC 6750, 3: no error word for who did not try to sign in
    const error = code === 'staff.no-role' ? 'insufficient_scope' : 'invalid_token';
    const why = headers.authorization === undefined ? '' : `, error="${error}", error_description="${message}"`;
    void reply.header('www-authenticate', `Bearer realm="crex"${why}`);
  }
}

function checkRole({ role }: Official, allowed: readonly Role[]): void {
  if (!allowed.includes(role)) {
    throw new CrexError('staff.no-role', 'your role may not use this path', {
      nextStep: 'if you have several roles, name another one with the header CREX-Role',
    });
  }
}
