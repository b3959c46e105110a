import type { FastifyInstance } from 'fastify';

const YEAR_SECONDS = 31_536_000;
/** For everything that brings no policy of its own: data is no page. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** The page of the API's description, which has a style in it. */
const API_PAGE =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const FEATURES = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];

/** What browsers are told with every answer. @param isSecure whether browsers come by https, and are to come by nothing else */
export function sendSecurityHeaders(instance: FastifyInstance, isSecure: boolean): void {
  const headers = {
    ...{ 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin' },
    ...{ 'cross-origin-resource-policy': 'same-origin', 'x-permitted-cross-domain-policies': 'none' },
    'permissions-policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
    ...(isSecure ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}; includeSubDomains` } : {}),
  };
  instance.addHook('onSend', (_request, reply, payload, done) => {
    void reply.headers(headers);
    if (!reply.hasHeader('content-security-policy')) {
      const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
      void reply.header('content-security-policy', isPage ? API_PAGE : NO_PAGE);
    }
    done(null, payload);
  });
}
