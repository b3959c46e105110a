import type { NewRequest, Subject } from '../api/shapes.js';
import { birthDateOf, NO_DATE, partsOfDate, type DateParts } from './partial-date.js';

export type Purpose = NewRequest['purpose'];
export type Urgency = NewRequest['urgency'];
export type Country = NewRequest['to'][number];

/** What an official has filled in: every field a text, empty as long as nothing is said. */
export interface QuestionForm {
  /** For the record, or whether there is one. */
  readonly kind: 'REQ' | 'QUERY';
  readonly purpose: Purpose | '';
  readonly to: readonly Country[];
  readonly legalBasis: string;
  readonly caseReference: string;
  readonly urgency: Urgency;
  readonly evidence: EvidenceForm;
  readonly person: PersonForm;
}

export interface EvidenceForm {
  readonly accusedOffences: readonly string[];
  readonly reason: string;
  readonly place: string;
  readonly court: string;
  readonly position: string;
  readonly identityProof: string;
  readonly law: string;
  readonly consentReference: string;
  readonly consentOn: DateParts;
}

export interface NameForm {
  readonly given: string;
  readonly prefix: string;
  readonly surname1: string;
  readonly surname2: string;
}

export interface DocumentForm {
  readonly country: string;
  readonly type: string;
  readonly number: string;
}

export interface PersonForm {
  readonly name: NameForm;
  /** Other names that the person uses, each as it is written. */
  readonly otherNames: readonly string[];
  readonly birth: DateParts;
  readonly sex: '' | '1' | '2';
  readonly birthCountry: string;
  readonly birthTown: string;
  readonly nationality: string;
  readonly documents: readonly DocumentForm[];
  readonly mother: string;
  readonly father: string;
}

const NO_NAME: NameForm = { given: '', prefix: '', surname1: '', surname2: '' };

export const NO_PERSON: PersonForm = {
  ...{ name: NO_NAME, otherNames: [], birth: NO_DATE, sex: '', birthCountry: '', birthTown: '', nationality: '' },
  ...{ documents: [{ country: '', type: '', number: '' }], mother: '', father: '' },
};

export const EMPTY_FORM: QuestionForm = {
  ...{ kind: 'REQ', purpose: '', to: [], legalBasis: '', caseReference: '', urgency: 'ROUTINE' },
  evidence: {
    ...{ accusedOffences: [], reason: '', place: '', court: '', position: '', identityProof: '', law: '' },
    ...{ consentReference: '', consentOn: NO_DATE },
  },
  person: NO_PERSON,
};

/** What of the form brings each kind of evidence of the catalogue; the case and the asker are there anyway. */
export const BROUGHT_BY: Readonly<Record<string, readonly (keyof EvidenceForm)[] | undefined>> = {
  ...{ ACCUSED_OFFENCE: ['accusedOffences'], REASON: ['reason'], PLACE: ['place'], COURT: ['court'] },
  ...{ POSITION: ['position'], IDENTITY_PROOF: ['identityProof'], LEGAL_BASIS: ['law'] },
  ...{ CONSENT: ['consentReference', 'consentOn'], CONSENT_OR_LAW: ['law', 'consentReference', 'consentOn'] },
};

/** Of what is filled in, what these kinds of evidence want: what was filled in for another purpose is not sent unseen. */
export function evidenceFor(wanted: readonly string[], evidence: EvidenceForm): EvidenceForm {
  const fields = wanted.flatMap((code) => BROUGHT_BY[code] ?? []);
  const kept = Object.fromEntries(fields.map((field) => [field, evidence[field]])) as Partial<EvidenceForm>;
  return { ...EMPTY_FORM.evidence, ...kept };
}

/** The question as the API takes it: what is empty is left out. What is filled in and invalid stays: a draft keeps it. */
export function requestOf(form: QuestionForm): Partial<NewRequest> & Pick<NewRequest, 'subject' | 'to' | 'urgency'> {
  const { purpose, to, urgency } = form;
  const evidence = evidenceOf(form.evidence);
  return {
    ...{ to: [...to], urgency, subject: subjectOf(form.person) },
    ...(purpose === '' ? {} : { purpose }),
    ...filled({ legalBasis: form.legalBasis, caseReference: form.caseReference }),
    ...(Object.keys(evidence).length === 0 ? {} : { evidence }),
  };
}

function evidenceOf(form: EvidenceForm): NonNullable<NewRequest['evidence']> {
  const { accusedOffences, consentReference, consentOn, ...texts } = form;
  const givenOn = birthDateOf(consentOn);
  return {
    ...filled(texts),
    ...(accusedOffences.length === 0 ? {} : { accusedOffences: [...accusedOffences] }),
    ...(consentReference.trim() === '' || givenOn === undefined
      ? {}
      : { consent: { givenOn, reference: consentReference.trim() } }),
  };
}

/** The person as it travels. */
export function subjectOf(person: PersonForm): Subject {
  const { birthCountry, birthTown, nationality, sex } = person;
  const birthDate = birthDateOf(person.birth);
  const documents = person.documents.filter(({ number, type }) => number.trim() !== '' && type !== '');
  const aliases = person.otherNames.map((name) => name.trim()).filter((name) => name !== '');
  return {
    names: [
      ...(fullNameOf(person.name) === '' ? [] : [legalName(person.name)]),
      ...aliases.map((full) => ({ full, kind: 'alias' as const })),
    ],
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(sex === '' ? {} : { sex: sex === '1' ? (1 as const) : (2 as const) }),
    ...(birthCountry === '' ? {} : { birthPlace: { country: birthCountry, ...filled({ town: birthTown }) } }),
    ...(nationality === '' ? {} : { nationalities: [nationality] }),
    ...(documents.length === 0
      ? {}
      : { documents: documents.map((each) => ({ ...each, number: each.number.trim() })) }),
    ...(person.mother.trim() === '' ? {} : { mother: { full: person.mother.trim(), kind: 'legal' as const } }),
    ...(person.father.trim() === '' ? {} : { father: { full: person.father.trim(), kind: 'legal' as const } }),
  };
}

function legalName(name: NameForm): Subject['names'][number] {
  const given = name.given.split(/\s+/).filter((word) => word !== '');
  const { prefix, surname1, surname2 } = name;
  return {
    full: fullNameOf(name),
    ...(given.length === 0 ? {} : { given }),
    ...filled({ prefix, surname1, surname2 }),
    kind: 'legal',
  };
}

/** The name as it is written, its parts in their order. */
export function fullNameOf({ given, prefix, surname1, surname2 }: NameForm): string {
  const parts = [given, prefix, surname1, surname2].map((part) => part.trim().replace(/\s+/g, ' '));
  return parts.filter((part) => part !== '').join(' ');
}

function filled<T extends Record<string, string>>(texts: T): Partial<T> {
  const said = Object.entries(texts).map(([name, text]) => [name, text.trim()] as const);
  return Object.fromEntries(said.filter(([, text]) => text !== '')) as Partial<T>;
}

/** A draft, or what was asked before, back in the form; whatever it lacks is empty. */
export function formOf(kind: 'REQ' | 'QUERY', request: Partial<NewRequest>): QuestionForm {
  const {
    purpose = '',
    to = [],
    legalBasis = '',
    caseReference = '',
    urgency = 'ROUTINE',
    evidence,
    subject,
  } = request;
  const { consent, accusedOffences = [], ...texts } = evidence ?? {};
  return {
    ...{ kind, purpose, to: Array.isArray(to) ? to : [], legalBasis, caseReference, urgency },
    evidence: {
      ...{ ...EMPTY_FORM.evidence, ...texts, accusedOffences },
      ...{ consentReference: consent?.reference ?? '', consentOn: partsOfDate(consent?.givenOn) },
    },
    person: subject === undefined ? NO_PERSON : personOf(subject),
  };
}

/** The person of a question, in the fields of the form. */
export function personOf(subject: Subject): PersonForm {
  const [legal, ...others] = subject.names;
  const { prefix = '', surname1 = '', surname2 = '' } = legal ?? {};
  // a name that came whole stays whole
  const given = legal?.given ?? (surname1 === '' && legal !== undefined ? [legal.full] : []);
  return {
    ...{ name: { given: given.join(' '), prefix, surname1, surname2 }, otherNames: others.map(({ full }) => full) },
    ...{ birth: partsOfDate(subject.birthDate), sex: subject.sex === 1 ? '1' : subject.sex === 2 ? '2' : '' },
    ...{ birthCountry: subject.birthPlace?.country ?? '', birthTown: subject.birthPlace?.town ?? '' },
    nationality: subject.nationalities?.[0] ?? '',
    documents: subject.documents === undefined ? NO_PERSON.documents : subject.documents,
    ...{ mother: subject.mother?.full ?? '', father: subject.father?.full ?? '' },
  };
}
