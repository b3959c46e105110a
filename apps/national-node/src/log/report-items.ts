import type { EntryParts, JsonObject } from '#libs/audit';
import type { CountryCode } from '#libs/protocol';
import type { Home } from '../context.js';
import { erasedBy, timeOf } from './entry-words.js';
import type { AboutEntry, AboutQuestion, Gathered } from './gather-disclosures.js';
import type { SubjectReference } from './references.js';

/** What is common to everything that a report lists. */
interface Listed {
  readonly at: string;
  readonly eventId: string;
  readonly type: string;
  /** Who did it, as far as the log still says it. */
  readonly by?: { readonly authority?: string; readonly official?: string; readonly role?: string };
  readonly caseReference?: string;
  /** By which of the references it was found. */
  readonly foundBy: readonly SubjectReference[];
  /** Parts that are gone, and by which entry. */
  readonly erased: readonly string[];
}

/** Another country asked us about the person, and this is what it was told. */
export interface ListedAnswer extends Listed {
  readonly purpose: string;
  readonly legalBasis: string;
  readonly outcome: string;
  /** Convictions that were disclosed: our own ids and versions. */
  readonly records?: JsonObject[string];
}

/** We asked another country about the person. */
export interface ListedQuestion extends Listed {
  readonly purpose: string;
  readonly legalBasis: string;
  /** None while the question is open. */
  readonly outcome?: { readonly outcome: string; readonly at: string };
  /** Answers that came after the outcome. */
  readonly late: readonly { readonly outcome: string; readonly at: string }[];
  /** When the answer was shown, and to whom. */
  readonly seen: readonly Listed[];
}

/** A search in the register, a clerk’s look at who may be meant, a correction, a recall, a use by another authority of this country, or a look of an auditor. */
export interface ListedOther extends Listed {
  /** Of an auditor. */
  readonly mandate?: string;
  /** Of a search. */
  readonly purpose?: string;
}

/** Exchanges with one country. */
export interface Partner {
  readonly country: CountryCode;
  readonly told: readonly ListedAnswer[];
  readonly asked: readonly ListedQuestion[];
}

export interface DisclosureReport {
  readonly v: 1;
  /** Whose log says this. */
  readonly country: CountryCode;
  readonly madeAt: string;
  readonly from: string;
  readonly to: string;
  readonly references: readonly SubjectReference[];
  readonly partners: readonly Partner[];
  /** Searches in the register, clerks’ looks at who may be meant, corrections, recalls, uses by other authorities of this country, and looks of auditors. */
  readonly others: readonly ListedOther[];
  /** For a person to read; names authorities, no official. */
  readonly summary: string;
}

/** Exchanges about the person, by partner. */
export function partnersOf({ answers, questions }: Gathered, home: Home): Partner[] {
  const told = Map.groupBy(answers, ({ leaf }) => (leaf.to === home.country ? leaf.from : leaf.to) as CountryCode);
  const asked = Map.groupBy(questions, ({ ask }) => ask.leaf.to as CountryCode);
  return [...new Set([...told.keys(), ...asked.keys()])].sort().map((country) => ({
    country,
    told: (told.get(country) ?? []).map(listedAnswer),
    asked: (asked.get(country) ?? []).map(listedQuestion),
  }));
}

function listedAnswer(entry: Gathered['answers'][number]): ListedAnswer {
  const { leaf, parts } = entry;
  const records = opened(parts, 'detail')['convictions'];
  return {
    ...{ ...listed(entry), purpose: leaf.purpose, legalBasis: leaf.legalBasis },
    outcome: leaf.type === 'NO_RECORD' ? leaf.type : leaf.outcome,
    ...(records === undefined ? {} : { records }),
  };
}

function listedQuestion({ ask, outcome, late, views }: AboutQuestion): ListedQuestion {
  const { purpose, legalBasis } = ask.leaf;
  const ended = (leaf: { readonly outcome: string; readonly at: number }) => ({
    ...{ outcome: leaf.outcome, at: timeOf(leaf.at) },
  });
  return {
    ...{ ...listed(ask), purpose, legalBasis },
    ...(outcome === undefined ? {} : { outcome: ended(outcome) }),
    ...{ late: late.map(ended), seen: views.map(listed) },
  };
}

/** What else the log says about the person. */
export function listedOther(entry: Gathered['others'][number]): ListedOther {
  const { mandate } = opened(entry.parts, 'detail');
  return {
    ...listed(entry),
    ...(typeof mandate === 'string' ? { mandate } : {}),
    ...(entry.leaf.type === 'SEARCH' ? { purpose: entry.leaf.purpose } : {}),
  };
}

function listed({ leaf, parts, foundBy }: AboutEntry): Listed {
  const { caseReference } = opened(parts, 'detail');
  const erased = Object.entries(parts).flatMap(([group, part]) =>
    part.status === 'erased'
      ? [`${group}: ${erasedBy(part.erasure)}`]
      : part.status === 'missing'
        ? [`${group}: missing`]
        : [],
  );
  return {
    ...{ at: timeOf(leaf.at), eventId: leaf.eventId, type: leaf.type, ...whoOf(opened(parts, 'actor')) },
    ...(typeof caseReference === 'string' ? { caseReference } : {}),
    ...{ foundBy, erased },
  };
}

/** Our own official stands in the part itself, one of another country in its member `official`. */
function whoOf(actor: JsonObject): Pick<Listed, 'by'> {
  const { authority, official, id, role } = actor;
  const person = typeof official === 'object' && !Array.isArray(official) ? (official as JsonObject) : { id, role };
  const by = { authority, official: person['id'], role: person['role'] };
  const said = Object.entries(by).filter(([, value]) => typeof value === 'string');
  return said.length === 0 ? {} : { by: Object.fromEntries(said) };
}

function opened(parts: EntryParts, group: 'actor' | 'detail'): JsonObject {
  const part = parts[group];
  return part?.status === 'open' ? part.value : {};
}
