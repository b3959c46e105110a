import { BROKER, type MemberId } from '#libs/protocol';

/** What the member list of a demo or test Alliance says about a country. */
interface MemberFacts {
  /** A made-up authority: no certificate of a demo carries a real one's name. */
  readonly name: string;
  /** ISO 639-1, the preferred one first. */
  readonly languages: readonly string[];
  /** IANA time zone of the capital: the working days of the legal deadlines. */
  readonly zone: string;
}

const facts = (country: string, languages: string, zone: string): MemberFacts => ({
  name: `Criminal Records Registry of ${country}`,
  languages: languages.split(' '),
  zone: `America/${zone}`,
});

export const FACTS: Readonly<Record<MemberId, MemberFacts>> = {
  AR: facts('Argentina', 'es', 'Argentina/Buenos_Aires'),
  BB: facts('Barbados', 'en', 'Barbados'),
  BR: facts('Brazil', 'pt', 'Sao_Paulo'),
  BS: facts('the Bahamas', 'en', 'Nassau'),
  BZ: facts('Belize', 'en es', 'Belize'),
  CL: facts('Chile', 'es', 'Santiago'),
  CR: facts('Costa Rica', 'es', 'Costa_Rica'),
  DO: facts('the Dominican Republic', 'es', 'Santo_Domingo'),
  EC: facts('Ecuador', 'es', 'Guayaquil'),
  GT: facts('Guatemala', 'es', 'Guatemala'),
  GY: facts('Guyana', 'en', 'Guyana'),
  HN: facts('Honduras', 'es', 'Tegucigalpa'),
  JM: facts('Jamaica', 'en', 'Jamaica'),
  PA: facts('Panama', 'es', 'Panama'),
  PE: facts('Peru', 'es', 'Lima'),
  PY: facts('Paraguay', 'es', 'Asuncion'),
  SR: facts('Suriname', 'nl', 'Paramaribo'),
  UY: facts('Uruguay', 'es', 'Montevideo'),
  [BROKER]: { name: 'CREX Broker', languages: ['es', 'en', 'pt', 'nl'], zone: 'Etc/UTC' },
};
