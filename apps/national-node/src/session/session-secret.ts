import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new random value for a cookie: 256 bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a secret. */
export const digestOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A further secret made of one, for one purpose: 256 bits, base64url. */
export function derived(secret: string, purpose: string): string {
  return createHmac('sha256', Buffer.from(secret, 'base64url')).update(`crex.session.${purpose}`).digest('base64url');
}

/** Encrypts what a session knows: only who has the cookie can read it. */
export function sealWith(secret: string, content: object): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce, { authTagLength: TAG_BYTES });
  const body = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The inverse of {@link sealWith}; throws when the bytes were changed or the secret is another one. */
export function openWith(secret: string, sealed: Buffer): unknown {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = sealed.subarray(NONCE_BYTES + TAG_BYTES);
  return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8'));
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', 'crex.session.content', 32));
}
