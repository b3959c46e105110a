import type { FastifyRequest } from 'fastify';
import { CrexError } from '#libs/protocol';

/**
 * The bytes of a body that came under the one content type of its path. The server takes raw bodies under several types;
 * none may stand for another.
 *
 * @throws platform.unsupported-media-type
 */
export function bodyOf({ headers, body }: FastifyRequest, type: string): Buffer {
  const [essence = ''] = (headers['content-type'] ?? '').split(';');
  if (essence.trim().toLowerCase() !== type || !Buffer.isBuffer(body)) {
    throw new CrexError('platform.unsupported-media-type', 'this path does not take this content type');
  }
  return body;
}
