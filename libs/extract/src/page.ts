import type { DisclosedIdentity, IdentityDocument, PersonName } from '#libs/protocol';
import type { ExtractContent } from './content.js';
import { convictionBlocks, overviewOf } from './page-conviction.js';
import type { Block, ExtractPage, Field } from './page-model.js';
import { Speaker, type Said } from './speak.js';

/** What an extract says, in the words and the order of its page. */
export function pageOf(content: ExtractContent): ExtractPage {
  const speak = new Speaker(content);
  const { issuer, verification, number } = content;
  return {
    languages: content.languages,
    country: speak.label('COUNTRY', issuer.country),
    authority: issuer.authority,
    title: speak.word('title'),
    banner: content.env === 'production' ? undefined : speak.word('notReal'),
    number,
    facts: factsOf(content, speak),
    qr: checkUrl(content),
    qrAlt: `QR: ${verification.address} ${number}`,
    blocks: [
      ...statementOf(content, speak),
      ...personOf(content, speak),
      ...recipientOf(content, speak),
      ...convictionsOf(content, speak),
      ...checkOf(content, speak),
    ],
    pageWord: speak.word('page'),
    ofWord: speak.word('of'),
  };
}

/** What the QR code opens. Number and code stand in the fragment, which a browser sends to nobody. */
export function checkUrl({ verification, number }: Pick<ExtractContent, 'verification' | 'number'>): string {
  return `${verification.address}#${number}.${verification.code}`;
}

/** The check code as people type it: groups of five. */
export function spacedCode(code: string): string {
  return (code.match(/.{1,5}/g) ?? []).join('-').replace(/-(.)$/, '$1');
}

function factsOf(content: ExtractContent, speak: Speaker): Field[] {
  const { supersedes } = content;
  return [
    { label: speak.word('number'), values: [[content.number]] },
    { label: speak.word('issuedAt'), values: [speak.instant(content.issuedAt)] },
    { label: speak.word('validUntil'), values: [speak.instant(content.validUntil)] },
    ...(supersedes === undefined ? [] : [{ label: speak.word('supersedes'), values: [[supersedes]] }]),
    { label: speak.word('code'), values: [[spacedCode(content.verification.code)]] },
  ];
}

function statementOf({ variant, convictions, issuer }: ExtractContent, speak: Speaker): Block[] {
  const fill = { country: speak.label('COUNTRY', issuer.country), n: [String(convictions.length)] };
  const names = {
    RECORDS: convictions.length === 1 ? 'recordOne' : 'recordMany',
    PARTIAL: 'partial',
    NO_RECORD: 'noRecord',
  } as const;
  return [
    { kind: 'heading', level: 2, text: speak.word('inShort') },
    { kind: 'paragraph', style: 'statement', text: speak.word(names[variant], fill) },
    { kind: 'paragraph', style: 'note', text: speak.word('scope') },
  ];
}

function personOf({ person, variant }: ExtractContent, speak: Speaker): Block[] {
  const [first, ...others] = person.names;
  const { deceased } = person as Partial<DisclosedIdentity>;
  const { birthDate, birthPlace, sex, nationalities = [], documents = [], mother, father } = person;
  const fields: Field[] = [
    ...field(speak.word('names'), first && [[first.full]]),
    ...field(speak.word('otherNames'), others.length > 0 && others.map((name) => nameLine(name, speak))),
    ...field(speak.word('birthDate'), birthDate !== undefined && [speak.date(birthDate)]),
    ...field(
      speak.word('birthPlace'),
      birthPlace && [speak.join([[birthPlace.town ?? ''], speak.label('COUNTRY', birthPlace.country)], ', ')],
    ),
    ...field(speak.word('sex'), sex !== undefined && [speak.code('sex', sex)]),
    ...field(
      speak.word('nationalities'),
      nationalities.length > 0 && nationalities.map((code) => speak.label('COUNTRY', code)),
    ),
    ...field(
      speak.word('documents'),
      documents.length > 0 && documents.map((document) => documentLine(document, speak)),
    ),
    ...field(speak.word('mother'), mother && [[mother.full]]),
    ...field(speak.word('father'), father && [[father.full]]),
    ...field(speak.word('deceased'), deceased !== undefined && [speak.date(deceased)]),
  ];
  const title = speak.word(variant === 'NO_RECORD' ? 'personAsked' : 'person');
  return [
    { kind: 'heading', level: 2, text: title },
    { kind: 'fields', fields },
  ];
}

function recipientOf({ recipient }: ExtractContent, speak: Speaker): Block[] {
  const { country, authority, purpose, legalBasis, caseReference, request } = recipient;
  const withCode = (said: Said, code: string) => (said.join() === code ? said : speak.join([said, [`(${code})`]], ' '));
  return [
    { kind: 'heading', level: 2, text: speak.word('recipient') },
    {
      kind: 'fields',
      fields: [
        { label: speak.word('country'), values: [speak.label('COUNTRY', country)] },
        { label: speak.word('recipientAuthority'), values: [[authority]] },
        { label: speak.word('purpose'), values: [withCode(speak.label('PURPOSE', purpose), purpose)] },
        { label: speak.word('legalBasis'), values: [withCode(speak.label('LEGAL_BASIS', legalBasis), legalBasis)] },
        { label: speak.word('caseReference'), values: [[caseReference]] },
        { label: speak.word('request'), values: [[request.id]] },
      ],
    },
  ];
}

function convictionsOf({ convictions }: ExtractContent, speak: Speaker): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: speak.word('convictions') };
  if (convictions.length === 0) return [heading, { kind: 'paragraph', style: 'plain', text: speak.word('none') }];
  return [
    heading,
    { kind: 'paragraph', style: 'note', text: speak.word('howToRead') },
    ...(convictions.length > 1 ? overviewOf(convictions, speak) : []),
    ...convictions.flatMap((conviction, at) => convictionBlocks(conviction, at + 1, convictions.length, speak)),
  ];
}

function checkOf({ verification, policy, matching, log }: ExtractContent, speak: Speaker): Block[] {
  return [
    { kind: 'heading', level: 2, text: speak.word('check') },
    { kind: 'paragraph', style: 'plain', text: speak.word('checkFile') },
    { kind: 'paragraph', style: 'plain', text: speak.word('checkPaper') },
    {
      kind: 'fields',
      fields: [
        { label: speak.word('address'), values: [[verification.address]] },
        { label: speak.word('code'), values: [[spacedCode(verification.code)]] },
        { label: speak.word('policy'), values: [[policy.version], [policy.digest]] },
        { label: speak.word('matching'), values: [[matching.version], [matching.digest]] },
        { label: speak.word('log'), values: [[log.eventId], [log.origin], [log.leafHash]] },
      ],
    },
  ];
}

function field(label: Said, values: readonly Said[] | false | undefined): Field[] {
  return values ? [{ label, values }] : [];
}

function nameLine({ full, kind }: PersonName, speak: Speaker): Said {
  return speak.join([[full], speak.join([['('], speak.code('nameKind', kind), [')']], '')], ' ');
}

function documentLine({ type, number, country }: IdentityDocument, speak: Speaker): Said {
  const kind = speak.hasLabel('DOCUMENT', type) ? speak.label('DOCUMENT', type) : [type];
  return speak.join([kind, [number], speak.join([['('], [country], [')']], '')], ' ');
}
