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
import { AccessTokens } from './access-token.js';

const ROLES = 'crex:roles';

/** The roles that may use an endpoint. One that declares none is open to nobody. */
export const Roles = (...roles: readonly [Role, ...Role[]]): CustomDecorator => SetMetadata(ROLES, roles);

const OPEN = 'crex:open';

/** An endpoint that asks for no sign-in: it tells everybody the same. */
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
    private readonly refusals: SignInRefusals,
    private readonly reflector: Reflector,
  ) {}

  /** @throws staff.unauthenticated, staff.wrong-audience, staff.no-role, staff.issuer-unreachable */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, places) === true) return true;
    const roles = this.reflector.getAllAndOverride<readonly Role[] | undefined>(ROLES, places) ?? [];
    try {
      const wantedRole = request.headers['crex-role'];
      const official = await this.accessTokens.officialOf(request.headers.authorization, wantedRole?.toString());
      checkRole(official, roles);
      officials.set(request, official);
      return true;
    } catch (error) {
      if (isCrexError(error)) this.refuse(error, request, context.switchToHttp().getResponse<FastifyReply>());
      throw error;
    }
  }

  private refuse({ code, message }: CrexError, { headers }: FastifyRequest, reply: FastifyReply): void {
    this.refusals.count(code);
    if (code === 'staff.issuer-unreachable') return;
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
