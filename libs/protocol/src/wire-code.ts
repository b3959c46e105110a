/** Who says no: the asking country, the broker, or the answering country. */
export type Origin = 'requester' | 'broker' | 'responder';

/**
 * The code of a refusal on the wire: the origin first, then the fault. `message.expired` said by the broker is
 * `broker.expired`; a fault of the certificate is `broker.certificate-expired`, of the directory
 * `broker.directory-expired`. A code that says nothing to others becomes `internal`.
 */
export function wireCode(origin: Origin, code: string): string {
  const [room, what] = [code.slice(0, code.indexOf('.')), code.slice(code.indexOf('.') + 1)];
  if (room === 'message' || room === 'lifecycle') return `${origin}.${what}`;
  if (room === 'pki') return what.startsWith('certificate-') ? `${origin}.${what}` : `${origin}.certificate-${what}`;
  if (room === 'directory') return `${origin}.directory-${what}`;
  return `${origin}.internal`;
}
