import type { ExtractContent, ExtractLanguage, ExtractVariant } from '#libs/extract';
import type { AnswerBody, CountryCode, Digest, LogPromise, MessageId, RequestBody } from '#libs/protocol';
import type { Home } from '../context.js';

const LANGUAGES = ['es', 'en', 'pt', 'nl'] as const satisfies readonly ExtractLanguage[];

/** All that goes into an extract, from where it is decided. */
export interface ToCertify {
  readonly request: RequestBody;
  readonly question: { readonly messageId: MessageId; readonly asker: CountryCode; readonly contentDigest: Digest };
  readonly body: AnswerBody;
  readonly promise: LogPromise;
  readonly number: string;
  readonly supersedes?: string | undefined;
  readonly checkCode: string;
  readonly issuer: { readonly authority: string; readonly languages: readonly string[] };
  readonly askerLanguages: readonly string[];
  readonly address: string;
  readonly validityDays: number;
  readonly policy: ExtractContent['policy'];
  readonly matching: ExtractContent['matching'];
}

/** An extract before its codes are named. */
export type Unlabelled = Omit<ExtractContent, 'labels'>;

/** Which extract certifies an answer; undefined for one that there is nothing to certify of, or not all of it. */
export function variantOf({ outcome }: Pick<AnswerBody, 'outcome'>): ExtractVariant | undefined {
  if (outcome === 'RECORDS' || outcome === 'NO_RECORD') return outcome;
  return undefined;
}

/**
 * What an extract says. Where nothing is told the person stands as the question describes them, whoever the register
 * holds: "nobody" and "nothing that may go" give the same page.
 */
export function extractContent(home: Home, variant: ExtractVariant, certify: ToCertify): Unlabelled {
  const { request, question, body, promise, number, supersedes, checkCode, issuer, policy, matching } = certify;
  const issuedAt = home.nowSeconds();
  return {
    ...{ v: 1, env: home.env, number, variant },
    languages: languagesOf(issuer.languages, certify.askerLanguages),
    issuer: { country: home.country, authority: issuer.authority },
    recipient: {
      ...{ country: question.asker, authority: request.authority, purpose: request.purpose },
      ...{ legalBasis: request.legalBasis, caseReference: request.caseReference },
      request: { id: question.messageId, contentDigest: question.contentDigest },
    },
    person: body.record?.identity ?? request.subject,
    convictions: body.record?.convictions ?? [],
    ...{ issuedAt, validUntil: issuedAt + certify.validityDays * 86_400 },
    ...(supersedes === undefined ? {} : { supersedes }),
    verification: { address: certify.address, code: checkCode },
    ...{ policy, matching, log: promise },
  };
}

/** The issuer's own language first, then the asker's where it is another one. */
function languagesOf(issuer: readonly string[], asker: readonly string[]): ExtractLanguage[] {
  const first = (all: readonly string[]) => LANGUAGES.find((language) => language === all.find(isSupported));
  return [...new Set([first(issuer) ?? 'en', first(asker) ?? first(issuer) ?? 'en'])];
}

function isSupported(language: string): boolean {
  return LANGUAGES.some((each) => each === language);
}
