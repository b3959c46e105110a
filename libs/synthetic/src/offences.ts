import type { Text } from '#libs/protocol';

/** A kind of offence with its common codes and its title in the four languages. */
export interface OffenceKind {
  readonly key: string;
  readonly iccsCode: string;
  readonly ecrisCode: string;
  readonly titles: Readonly<Record<Text['language'], string>>;
  /** Prison as it is commonly imposed, in months. */
  readonly months: readonly [low: number, high: number];
  readonly negligent?: true;
}

const kind = (
  key: string,
  iccsCode: string,
  ecrisCode: string,
  months: readonly [number, number],
  titles: readonly [es: string, en: string, pt: string, nl: string],
): OffenceKind => {
  const [es, en, pt, nl] = titles;
  return { key, iccsCode, ecrisCode, months, titles: { es, en, pt, nl } };
};

/** Most frequent first. The titles are everyday legal terms, not quotations from any country's code. */
export const OFFENCE_KINDS: readonly OffenceKind[] = [
  kind('THEFT', '0502', '170100', [2, 24], ['Hurto', 'Larceny', 'Furto', 'Diefstal']),
  kind('ROBBERY', '0401', '170300', [24, 96], ['Robo con violencia', 'Robbery', 'Roubo', 'Diefstal met geweld']),
  kind('DRUG-TRAFFICKING', '060121', '070100', [36, 120], [
    'Tráfico de estupefacientes', 'Trafficking in a dangerous drug', 'Tráfico de drogas', 'Handel in verdovende middelen',
  ]), // prettier-ignore
  kind('MINOR-ASSAULT', '020112', '081100', [1, 12], [
    'Lesiones leves', 'Common assault', 'Lesão corporal leve', 'Eenvoudige mishandeling',
  ]), // prettier-ignore
  kind('THREAT', '02012', '090600', [1, 18], ['Amenazas', 'Threats', 'Ameaça', 'Bedreiging']),
  kind('FRAUD', '0701', '160300', [6, 60], ['Estafa', 'Obtaining by false pretences', 'Estelionato', 'Oplichting']),
  kind('DRINK-DRIVING', '020721', '210200', [1, 12], [
    'Conducción en estado de ebriedad', 'Driving under the influence of alcohol', 'Embriaguez ao volante', 'Rijden onder invloed',
  ]), // prettier-ignore
  kind('BURGLARY', '0501', '170200', [12, 72], [
    'Robo en lugar habitado', 'Burglary', 'Furto qualificado com invasão', 'Diefstal met braak',
  ]), // prettier-ignore
  kind('SERIOUS-ASSAULT', '020111', '080900', [12, 84], [
    'Lesiones graves', 'Wounding with intent', 'Lesão corporal grave', 'Zware mishandeling',
  ]), // prettier-ignore
  kind('WEAPON', '09011', '050400', [12, 60], [
    'Tenencia ilegal de arma de fuego', 'Illegal possession of a firearm', 'Posse irregular de arma de fogo', 'Verboden wapenbezit',
  ]), // prettier-ignore
  kind('FORGED-DOCUMENT', '07023', '200400', [6, 48], [
    'Uso de documento falso', 'Uttering a forged document', 'Uso de documento falso', 'Gebruik van een vals geschrift',
  ]), // prettier-ignore
  {
    ...kind('VEHICULAR-HOMICIDE', '010321', '080300', [12, 60], [
      'Homicidio culposo en accidente de tránsito', 'Causing death by dangerous driving', 'Homicídio culposo no trânsito', 'Dood door schuld in het verkeer',
    ]), // prettier-ignore
    negligent: true,
  },
  kind('BRIBERY', '07031', '130500', [12, 72], ['Cohecho', 'Bribery', 'Corrupção', 'Omkoping']),
  kind('HOMICIDE', '0101', '080100', [96, 300], ['Homicidio doloso', 'Murder', 'Homicídio doloso', 'Doodslag']),
];

/** Titles of the sanctions that made-up courts impose, by common code. */
export const SANCTION_TITLES = {
  '1001': { es: 'Prisión', en: 'Imprisonment', pt: 'Reclusão', nl: 'Gevangenisstraf' },
  '8001': { es: 'Multa', en: 'Fine', pt: 'Multa', nl: 'Geldboete' },
  '9001': { es: 'Trabajo comunitario', en: 'Community service', pt: 'Prestação de serviços à comunidade', nl: 'Taakstraf' },
  '3007': { es: 'Inhabilitación para conducir', en: 'Disqualification from driving', pt: 'Suspensão da habilitação', nl: 'Ontzegging van de rijbevoegdheid' },
} as const satisfies Record<string, Record<Text['language'], string>>; // prettier-ignore

/** What a made-up court is called, before its town. */
export const COURT_NAMES: Readonly<Record<Text['language'], string>> = {
  es: 'Juzgado Penal de',
  en: 'Criminal Court of',
  pt: 'Vara Criminal de',
  nl: 'Strafrechter te',
};

/** Marks the article as made up. */
export const PROVISION: Readonly<Record<Text['language'], string>> = {
  es: 'Código Penal ficticio, art.',
  en: 'Fictitious Penal Code, s.',
  pt: 'Código Penal fictício, art.',
  nl: 'Fictief Wetboek van Strafrecht, art.',
};
