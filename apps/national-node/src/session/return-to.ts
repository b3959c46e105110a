import { CrexError } from '#libs/protocol';

const MAX_LENGTH = 512;
// a path of this origin: no second slash, no backslash (browsers read it as one), no control character, no space
const OWN_PATH = /^\/(?![/\\])[^\\\s\p{Cc}]*$/u;

/** Where the browser goes when it is signed in: a path of this node's console, or `/`. @throws auth.invalid-input */
export function ownPath(returnTo: unknown): string {
  if (returnTo === undefined) return '/';
  checkOwnPath(returnTo);
  return returnTo;
}

function checkOwnPath(returnTo: unknown): asserts returnTo is string {
  if (typeof returnTo !== 'string' || returnTo.length > MAX_LENGTH || !isOwn(returnTo)) {
    throw new CrexError('auth.invalid-input', 'returnTo is not a path of this console', {
      ...{ pointers: [{ pointer: '/returnTo', rule: 'ownPath' }], nextStep: 'sign in from the first page' },
    });
  }
}

function isOwn(path: string): boolean {
  const origin = 'https://node.invalid';
  const url = OWN_PATH.test(path) ? URL.parse(path, origin) : null;
  // back into the sign-in would be a circle
  return url?.origin === origin && !/^\/(auth|api)(\/|$)/.test(url.pathname);
}
