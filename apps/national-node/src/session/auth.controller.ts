import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CrexError, isCrexError } from '#libs/protocol';
import { Home } from '../context.js';
import { SignInRefusals, WithoutSignIn } from '../staff/access-token.guard.js';
import { BrowserSessions } from './browser-sessions.js';
import { refusedPage } from './refused-page.js';
import type { Session } from './session-content.js';
import { SIGN_IN_SECONDS } from './start-sign-in.js';

const SEE_OTHER = 303;
/** A page that speaks for itself: no script, no style from elsewhere, in nobody's frame. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/** Signing in and out with a browser. Addresses carry nothing about anybody: what is said goes by cookie or body. */
@Controller('auth')
@ApiExcludeController()
@WithoutSignIn()
export class AuthController {
  constructor(
    private readonly sessions: BrowserSessions,
    private readonly refusals: SignInRefusals,
    private readonly home: Home,
  ) {}

  @Get('login')
  async login(
    @Query('returnTo') returnTo: unknown,
    @Query('stepUp') stepUp: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cookies } = this.sessions;
    const { to, browser } = await this.sessions.configured().start.run({
      ...{ returnTo, stepUp: stepUp === '1', browser: cookies.read(request.headers.cookie, cookies.signIn) },
      redirectUri: this.sessions.address('/auth/callback', request),
    });
    void reply.header('set-cookie', cookies.set(cookies.signIn, browser, SIGN_IN_SECONDS));
    await reply.redirect(to.href, SEE_OTHER);
  }

  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cookies } = this.sessions;
    const verbs = this.sessions.configured();
    try {
      const { cookie, returnTo } = await verbs.finish.run({
        at: new URL(this.sessions.address(request.url, request)),
        browser: cookies.read(request.headers.cookie, cookies.signIn),
        session: await this.sessions.of(request),
      });
      void reply.header('set-cookie', cookies.set(cookies.session, cookie));
      await reply.redirect(returnTo, SEE_OTHER);
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.refusals.count(error.code);
      const page = refusedPage(error, request.headers['accept-language'], this.home.country);
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY };
      await reply
        .status(error.code === 'staff.issuer-unreachable' ? 503 : 403)
        .headers(headers)
        .send(page);
    }
  }

  @Post('logout')
  @HttpCode(200)
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { cookies } = this.sessions;
    const session = signedIn(await this.sessions.ofCall(request));
    const continueAt = await this.sessions.configured().signOut.run(session, this.sessions.address('/', request));
    void reply.header('set-cookie', cookies.set(cookies.session, '', 0));
    return { continueAt };
  }

  @Get('me')
  async me(@Req() request: FastifyRequest) {
    const session = signedIn(await this.sessions.ofCall(request));
    const { person, csrfToken, signedInAt, idleEndsAt, endsAt } = session;
    const languages = [...new Set([...(person.locale === undefined ? [] : [person.locale.slice(0, 2).toLowerCase()])])];
    return {
      ...{ subject: person.id, name: person.name ?? person.id, authority: person.authority },
      ...{ country: this.home.country, languages, roles: person.roles },
      ...{ signedInAt: isoOf(signedInAt), idleEndsAt: isoOf(idleEndsAt), endsAt: isoOf(endsAt), csrfToken },
    };
  }
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');

function signedIn(session: Session | undefined): Session {
  if (session === undefined) {
    throw new CrexError('staff.unauthenticated', 'nobody is signed in, or the session is over', {
      nextStep: 'sign in at /auth/login',
    });
  }
  return session;
}
