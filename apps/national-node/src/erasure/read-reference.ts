import { canonicalDocument, foldName } from '#libs/matching';
import { CrexError, isCountryCode, type CountryCode } from '#libs/protocol';
import { officialReference, spelled } from '../log/references.js';

const DOCUMENT = /^number:([A-Z]{2}):([A-Z][A-Z0-9_]*):(.+)$/u;
const NAME = /^name:(.+):(\d{4}-\d\d-\d\d)$/u;
const OFFICIAL = /^official:([A-Z]{2})?:(.+)$/u;

/** Whom an order names, as the log finds them. */
export interface Reference {
  readonly group: 'subject' | 'actor';
  readonly reference: string;
}

/**
 * Reads how an operator names a person or an official: `number:BR:BR_CPF:123.456.789-09`, `name:<full name>:<birth date>`,
 * `official::<staff number>` of this country, `official:BR:<staff number>` of another. Spelling is the log's own.
 *
 * @throws erasure.unclear-order
 */
export function readReference(text: string, home: CountryCode): Reference {
  const reference = documentIn(text) ?? nameIn(text);
  if (reference !== undefined) return { group: 'subject', reference };
  const [, country, id] = OFFICIAL.exec(text) ?? [];
  checkReference(id);
  if (country === undefined || country === home) return { group: 'actor', reference: officialReference(id) };
  checkCountry(country);
  return { group: 'actor', reference: officialReference(id, country) };
}

function documentIn(text: string): string | undefined {
  const [, country = '', type = '', written = ''] = DOCUMENT.exec(text) ?? [];
  if (!isCountryCode(country)) return undefined;
  const document = canonicalDocument({ country, type, number: written });
  return document === undefined ? undefined : spelled({ by: 'document', ...document });
}

function nameIn(text: string): string | undefined {
  const [, name, birthDate = ''] = NAME.exec(text) ?? [];
  return name === undefined ? undefined : spelled({ by: 'name', name: foldName(name), birthDate });
}

function checkReference(id: string | undefined): asserts id is string {
  if (id === undefined) throw unclear();
}

function checkCountry(country: string): asserts country is CountryCode {
  if (!isCountryCode(country)) throw unclear();
}

function unclear(): CrexError {
  return new CrexError('erasure.unclear-order', 'the reference names nobody as the log knows them', {
    nextStep: 'write number:<country>:<type>:<number>, name:<full name>:<birth date>, or official:<country or nothing>:<staff number>', // prettier-ignore
  });
}
