import type { DirectoryView } from '#libs/directory';
import { checkBody, checkEnvironment, CrexError, readContent, type Content, type ReadJws } from '#libs/protocol';
import { checkSigned } from './check-signed.js';
import type { Directories } from './directories.js';
import type { Findings } from './findings.js';

/** Reads a content with its body. @throws message.* */
export function readWhole(token: string): ReadJws<Content> {
  const content = readContent(token);
  checkBody(content.payload);
  return content;
}

/** A content that was read: the directory that its sender decided by, and who signed it. */
export async function checkMessage(
  part: string,
  content: ReadJws<Content>,
  directories: Directories,
  findings: Findings,
): Promise<void> {
  const { payload } = content;
  let named: DirectoryView | undefined;
  await findings.check(part, 'directory', async () => {
    named = await directories.namedBy(payload);
    checkEnvironment(payload, named.env);
    return `decided by directory version ${payload.dir.version}, ${payload.dir.hash}`;
  });
  const views = named === undefined ? await directories.allAt(payload.iat, payload) : [named];
  await checkSigned({ part, jws: content, signer: payload.from, at: payload.iat, views }, findings);
}

/** The reply answers this request, between the same two countries. */
export async function checkPair(request: Content, reply: ReadJws<Content>, digest: string, findings: Findings) {
  await findings.check('answer', 'binding', () => {
    checkKinds(request, reply.payload);
    checkParties(request, reply.payload);
    checkRequestDigest(reply.payload, digest);
    return `answers the question ${digest}`;
  });
}

function checkKinds(request: Content, reply: Content): void {
  if (request.kind !== 'REQ' || (reply.kind !== 'RRS' && reply.kind !== 'FEM'))
    throw new CrexError('evidence.wrong-kind', 'an exchange is a question and what ended it: an answer or a fault');
}

function checkParties(request: Content, reply: Content): void {
  if (reply.from !== request.to || reply.to !== request.from)
    throw new CrexError(
      'evidence.other-parties',
      'the reply is not from the country that was asked to the one that asked',
    );
}

function checkRequestDigest({ requestDigest }: Content, digest: string): void {
  if (requestDigest !== digest)
    throw new CrexError('evidence.other-request', 'the reply names another question than the one in the file');
}
