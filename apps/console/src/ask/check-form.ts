import type { Catalogue } from '../api/shapes.js';
import { birthDateOf, isDate } from './partial-date.js';
import { fullNameOf, type QuestionForm } from './question-form.js';

/** A field in which something is missing or wrong, by its id in the page, and which sentence says so. */
export interface Fault {
  readonly field: string;
  readonly word: FaultWord;
}

export type FaultWord =
  | 'purpose'
  | 'countries'
  | 'legalBasis'
  | 'case'
  | 'offence'
  | 'reason'
  | 'place'
  | 'court'
  | 'position'
  | 'identityProof'
  | 'law'
  | 'consent'
  | 'consentOrLaw'
  | 'consentDate'
  | 'name'
  | 'birth'
  | 'weak'
  | 'documentType';

/** What each piece of evidence of the catalogue wants in the form; the case, the asker and their authority are there anyway. */
const WANTED: Readonly<Record<string, (form: QuestionForm) => Fault | undefined>> = {
  ACCUSED_OFFENCE: ({ evidence }) => (evidence.accusedOffences.length === 0 ? fault('offences', 'offence') : undefined),
  REASON: ({ evidence }) => wantText('reason', 'reason', evidence.reason),
  PLACE: ({ evidence }) => wantText('place', 'place', evidence.place),
  COURT: ({ evidence }) => wantText('court', 'court', evidence.court),
  POSITION: ({ evidence }) => wantText('position', 'position', evidence.position),
  IDENTITY_PROOF: ({ evidence }) => wantText('identityProof', 'identityProof', evidence.identityProof),
  LEGAL_BASIS: ({ evidence }) => wantText('law', 'law', evidence.law),
  CONSENT: (form) => (hasConsent(form) ? undefined : fault('consent', 'consent')),
  CONSENT_OR_LAW: (form) =>
    hasConsent(form) || form.evidence.law.trim() !== '' ? undefined : fault('consent', 'consentOrLaw'),
};

/** What must be filled in or corrected before the question can be looked over, in the order of the page. */
export function faultsOf(form: QuestionForm, purposes: Catalogue['purposes'], nowMs: number): Fault[] {
  const rule = purposes.find(({ code }) => code === form.purpose);
  const { person, evidence } = form;
  const isDescribed = birthDateOf(person.birth) !== undefined || person.documents.some(({ number }) => number !== '');
  return [
    rule === undefined ? fault('purpose', 'purpose') : undefined,
    form.to.length === 0 ? fault('countries', 'countries') : undefined,
    wantText('legalBasis', 'legalBasis', form.legalBasis),
    wantText('caseReference', 'case', form.caseReference),
    ...(rule?.evidence ?? []).map((code) => WANTED[code]?.(form)),
    isDate(evidence.consentOn, nowMs) ? undefined : fault('consent', 'consentDate'),
    fullNameOf(person.name) === '' ? fault('given', 'name') : undefined,
    isDate(person.birth, nowMs) ? undefined : fault('birth', 'birth'),
    isDescribed ? undefined : fault('birth', 'weak'),
    ...person.documents.map(({ number, type }, index) =>
      number.trim() !== '' && type === '' ? fault(`document-${index}`, 'documentType') : undefined,
    ),
  ].filter((each) => each !== undefined);
}

function hasConsent({ evidence: { consentReference, consentOn } }: QuestionForm): boolean {
  return consentReference.trim() !== '' && birthDateOf(consentOn)?.length === 10;
}

const fault = (field: string, word: FaultWord): Fault => ({ field, word });

const wantText = (field: string, word: FaultWord, text: string): Fault | undefined =>
  text.trim() === '' ? fault(field, word) : undefined;
