import type { FastifyInstance } from 'fastify';
import { isCrexError } from '#libs/protocol';
import type { EndByIssuer } from './end-by-issuer.js';

const MAX_BODY_BYTES = 16_384;

/** Where the sign-in service says that somebody has signed out there: the one form that the node takes, so on a plot of its own. */
export async function takeLogouts(instance: FastifyInstance, endByIssuer: EndByIssuer): Promise<void> {
  await instance.register((plot, _options, done) => {
    const parsed = { parseAs: 'string', bodyLimit: MAX_BODY_BYTES } as const;
    plot.addContentTypeParser('application/x-www-form-urlencoded', parsed, (_request, body: string, parsedAs) =>
      parsedAs(null, new URLSearchParams(body)),
    );
    plot.post('/auth/backchannel-logout', async ({ body }, reply) => {
      try {
        await endByIssuer.run((body instanceof URLSearchParams ? body.get('logout_token') : null) ?? '');
        return await reply.status(200).send();
      } catch (error) {
        if (!isCrexError(error)) throw error;
        // Back-Channel Logout 1.0, 2.8
        return reply.status(400).send({ error: 'invalid_request' });
      }
    });
    done();
  });
}
