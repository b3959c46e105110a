import type { PeerCertificate } from 'node:tls';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ListedView, MemberView } from '#libs/directory';
import { CrexError, isPartnerId } from '#libs/protocol';
import type { Trust } from '../directory/trust.js';
import type { CallKind, MemberLimits } from '../mailbox/member-limits.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the TLS certificate of this call stands for, by the directory of this moment. */
    peer?: ListedView;
  }
}

/** Who calls, established before the controller is reached: a member, or a partner organisation. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): ListedView => callerOf(context));

/** The member that calls. */
export const Peer = createParamDecorator((_: unknown, context: ExecutionContext): MemberView => {
  const caller = callerOf(context);
  checkIsMember(caller);
  return caller;
});

function callerOf(context: ExecutionContext): ListedView {
  return context.switchToHttp().getRequest<FastifyRequest & { peer: ListedView }>().peer;
}

/** What asks for a member is never reached by a partner, whatever the list of paths below says. */
function checkIsMember(caller: ListedView): asserts caller is MemberView {
  if (isPartnerId(caller.id)) throw new CrexError('message.sender-suspended', READERS_READ);
}

/** Certificates by connection: one cannot change its own (TLS 1.3, RFC 8446 §4.6.2 is not offered), and reading it is dear. */
const certificates = new WeakMap<object, Uint8Array>();

/** The certificate of this connection; TLS has verified that it ends in the CA of some member, no more. */
export function certificateOf(request: FastifyRequest): Uint8Array {
  const socket = request.raw.socket as unknown as { getPeerCertificate(): PeerCertificate };
  const known = certificates.get(socket) ?? socket.getPeerCertificate().raw;
  certificates.set(socket, known);
  return known;
}

const LOGS = '/logs/*';
/** The most bytes of a body about logs: a tile has 8 KiB, a checkpoint with many cosignatures less than this. */
const MAX_LOG_BODY = 16 * 1024;

/**
 * Before a byte of a body is read: who calls (looked up for every request), and whether it may call now. Both are about
 * the connection, not about messages, so they stand here and not in the verbs.
 */
export function admitPeers(instance: FastifyInstance, trust: Trust, limits: MemberLimits): void {
  instance.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = request.routeOptions.url;
    const certificate = certificateOf(request);
    request.peer = FOR_WHO_SLEPT.includes(route) ? trust.peerThatSlept(certificate) : trust.peerOf(certificate);
    const bytes = Number(request.headers['content-length'] ?? 0);
    checkMayCall(request.peer, route);
    const leave = limits.enter(request.peer.id, kindOf(route), bytes);
    reply.raw.once('close', leave); // when the answer is out, or the member is gone
    checkLogBody(route, bytes);
    done();
  });
}

/** By these a member comes back whose online part has run out: it reads what was published last, and brings what follows. */
const FOR_WHO_SLEPT: readonly (string | undefined)[] = ['/directory/*', '/v1/directory/online'];

const READERS_READ = 'whoever has the role statistics alone reads statistics alone';
/** What a member that only reads statistics needs for it: them, whom to believe, and its own keys in the directory. */
const FOR_READERS: readonly (string | undefined)[] = ['/v1/statistics', '/directory/*', '/v1/directory/online'];

/** Before anything else: a partner organisation takes no part in the exchange, and sees nothing of it. */
function checkMayCall({ roles }: ListedView, route: string | undefined): void {
  if (roles.every((role) => role === 'statistics') && !FOR_READERS.includes(route)) {
    throw new CrexError('message.sender-suspended', READERS_READ);
  }
}

function checkLogBody(route: string | undefined, bytes: number): void {
  if (route === LOGS && bytes > MAX_LOG_BODY) {
    throw new CrexError('platform.too-large', 'the body is larger than this path takes');
  }
}

function kindOf(route: string | undefined): CallKind {
  if (route === LOGS) return 'log';
  return route === '/v1/mailbox' ? 'fetch' : 'put';
}
