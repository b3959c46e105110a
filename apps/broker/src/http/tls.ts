import { X509Certificate } from 'node:crypto';
import type { Server, ServerOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { DirectoryView, ListedView } from '#libs/directory';
import type { BrokerKeys } from '../keys.js';

const NOBODY = 'unlisted';

/**
 * Mutual TLS 1.3. A client certificate must end in the CA of some member or partner; whose, and whether the certificate is
 * listed and not revoked, is asked for every request (http/peer.ts). The CAs follow the directory.
 */
export class MutualTls {
  private authorities: readonly string[] = [];
  private view: DirectoryView | undefined;
  private server: Server | undefined;

  constructor(
    private readonly keys: BrokerKeys['tls'],
    private readonly maxConnections: number,
    private readonly failed: () => void,
  ) {}

  /** Trusts the CAs of this view from the next connection on. */
  trust(view: DirectoryView): void {
    this.view = view;
    const authorities = [...view.members, ...view.partners].flatMap(authoritiesOf).sort();
    if (authorities.join() === this.authorities.join()) return;
    this.authorities = authorities;
    this.server?.setSecureContext(this.context());
  }

  options(): ServerOptions {
    return { ...this.context(), requestCert: true, rejectUnauthorized: true };
  }

  /** Follows the directory with this server, and bounds the connections of each member. */
  attach(server: Server): void {
    this.server = server;
    server.on('tlsClientError', this.failed);
    server.on('secureConnection', (socket: TLSSocket) => this.count(socket));
  }

  private context() {
    const { key, certificate } = this.keys;
    return { key, cert: certificate, ca: [...this.authorities], minVersion: 'TLSv1.3' as const };
  }

  private readonly connections = new Map<string, number>();

  private checkPlace(open: number, socket: TLSSocket): void {
    if (open > this.maxConnections) socket.destroy();
  }

  /** Idle connections cost memory too. Certificates that no member lists share one member's places. */
  private count(socket: TLSSocket): void {
    const { fingerprint256 } = socket.getPeerCertificate();
    const x5t = Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    const owner = this.view?.ownerOfCertificate(x5t)?.id ?? NOBODY;
    const open = (this.connections.get(owner) ?? 0) + 1;
    this.connections.set(owner, open);
    socket.once('close', () => this.connections.set(owner, (this.connections.get(owner) ?? 1) - 1));
    this.checkPlace(open, socket);
  }
}

function authoritiesOf({ caCertificates }: ListedView): string[] {
  return caCertificates.map((der) => new X509Certificate(der).toString());
}
