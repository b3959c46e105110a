import type { DirectoryView } from '#libs/directory';
import {
  checkBody,
  checkContentDigest,
  checkContentMatchesSlip,
  checkEnvironment,
  CrexError,
  readContent,
  type Content,
  type Digest,
  type ReadJws,
  type Slip,
} from '#libs/protocol';
import { checkSigned } from './check-signed.js';
import type { Directories } from './directories.js';
import type { Exchange, ReadMessage } from './exchange-evidence.js';
import type { Findings } from './findings.js';

/** Reads a content with its body. @throws message.* */
export function readWhole(token: string): ReadJws<Content> {
  const content = readContent(token);
  checkBody(content.payload);
  return content;
}

/** A message that was read: the directory that its sender decided by, who signed the content, and who the slip. */
export async function checkMessage(
  part: string,
  { slip, content }: ReadMessage,
  directories: Directories,
  findings: Findings,
): Promise<void> {
  const views = await checkDirectory(part, { slip, content }, directories, findings);
  const { from: signer, iat: at } = slip.payload;
  if (content !== undefined) await checkSigned({ part, jws: content, signer, at, views }, findings);
  const ofSlip = `${part}, slip`;
  await findings.check(ofSlip, 'binding', () => {
    checkSlip(slip.payload, content, views);
    const { contentDigest, sealedDigest } = slip.payload;
    return `content ${contentDigest}, sealed in the bytes ${sealedDigest}`;
  });
  await checkSigned({ part: ofSlip, jws: slip, signer, at, views }, findings);
}

/** By which directories the signatures of a message are judged: the one that it names; all, when that is not known. */
async function checkDirectory(
  part: string,
  { slip, content }: ReadMessage,
  directories: Directories,
  findings: Findings,
): Promise<DirectoryView[]> {
  let named: DirectoryView | undefined;
  if (content !== undefined) {
    const { payload } = content;
    await findings.check(part, 'directory', async () => {
      named = await directories.namedBy(payload);
      checkEnvironment(payload, named.env);
      return `decided by directory version ${payload.dir.version}, ${payload.dir.hash}`;
    });
  }
  return named === undefined ? directories.allAt(slip.payload.iat, content?.payload) : [named];
}

/** Slip and content are of one message; a slip alone is of the environment of the file. */
function checkSlip(slip: Slip, content: ReadJws<Content> | undefined, views: readonly DirectoryView[]): void {
  for (const { env } of views.slice(0, 1)) checkEnvironment(slip, env);
  if (content === undefined) return;
  checkContentDigest(content, slip);
  checkContentMatchesSlip(content.payload, slip);
}

/** The reply answers this request, between the same two countries. */
export async function checkPair({ request, reply }: Exchange, findings: Findings): Promise<void> {
  const { payload: asked } = request.slip;
  await findings.check('answer', 'binding', () => {
    checkKinds(asked, reply.content.payload);
    checkParties(asked, reply.content.payload);
    checkRequestDigest(reply.content.payload, asked.contentDigest);
    checkInReplyTo(reply.slip.payload, asked);
    return `answers the question ${asked.contentDigest}`;
  });
}

function checkKinds(request: Slip, reply: Content): void {
  if (request.class !== 'request' || !['RRS', 'HITS', 'FEM'].includes(reply.kind))
    throw new CrexError('evidence.wrong-kind', 'an exchange is a question and what ended it: an answer or a fault');
}

function checkParties(request: Slip, reply: Content): void {
  if (reply.from !== request.to || reply.to !== request.from)
    throw new CrexError(
      'evidence.other-parties',
      'the reply is not from the country that was asked to the one that asked',
    );
}

function checkRequestDigest({ requestDigest }: Content, digest: Digest): void {
  if (requestDigest !== digest)
    throw new CrexError('evidence.other-request', 'the reply names another question than the one in the file');
}

function checkInReplyTo({ inReplyTo }: Slip, { id }: Slip): void {
  if (inReplyTo !== id)
    throw new CrexError('evidence.other-request', 'the slip of the reply names another question than the one in the file'); // prettier-ignore
}
