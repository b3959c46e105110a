import type { CountryCode, Text } from '#libs/protocol';

type Language = Text['language'];

/** What a made-up register needs to know of a country. */
export interface CountryProfile {
  readonly language: Language;
  /** The number most people have; its check digits are right. */
  readonly numberType: string;
  /** ISO 4217, and how many minor units one unit has. */
  readonly currency: string;
  readonly minorUnits: 1 | 100;
  /** One month's low wage in units, so that fines look right. */
  readonly wage: number;
  readonly towns: readonly string[];
}

const profile = (
  language: Language,
  numberType: string,
  currency: string,
  wage: number,
  towns: string,
): CountryProfile => ({
  language,
  numberType,
  currency,
  minorUnits: currency === 'CLP' || currency === 'PYG' ? 1 : 100,
  wage,
  towns: towns.split(', '),
});

/** The 18 countries as a made-up register sees them. */
export const PROFILES: Readonly<Record<CountryCode, CountryProfile>> = {
  AR: profile(
    'es',
    'AR_DNI',
    'ARS',
    300_000,
    'Buenos Aires, Córdoba, Rosario, Mendoza, La Plata, Salta, Mar del Plata',
  ),
  BB: profile('en', 'BB_NRN', 'BBD', 1_400, 'Bridgetown, Speightstown, Oistins, Holetown'),
  BR: profile(
    'pt',
    'BR_CPF',
    'BRL',
    1_500,
    'São Paulo, Rio de Janeiro, Salvador, Fortaleza, Belo Horizonte, Manaus, Recife',
  ),
  BS: profile('en', 'BS_NIB', 'BSD', 1_000, 'Nassau, Freeport, West End, Marsh Harbour'),
  BZ: profile('en', 'BZ_SSN', 'BZD', 800, 'Belize City, Belmopan, San Ignacio, Orange Walk, Dangriga'),
  CL: profile('es', 'CL_RUN', 'CLP', 500_000, 'Santiago, Valparaíso, Concepción, Antofagasta, Temuco'),
  CR: profile('es', 'CR_CEDULA', 'CRC', 360_000, 'San José, Alajuela, Cartago, Heredia, Limón'),
  DO: profile('es', 'DO_CEDULA', 'DOP', 20_000, 'Santo Domingo, Santiago, La Vega, San Cristóbal, La Romana'),
  EC: profile('es', 'EC_CI', 'USD', 470, 'Quito, Guayaquil, Cuenca, Portoviejo, Machala'),
  GT: profile('es', 'GT_CUI', 'GTQ', 3_500, 'Guatemala, Quetzaltenango, Escuintla, Cobán, Huehuetenango'),
  GY: profile('en', 'GY_NID', 'GYD', 100_000, 'Georgetown, Linden, New Amsterdam, Anna Regina, Bartica'),
  HN: profile('es', 'HN_DNI', 'HNL', 13_000, 'Tegucigalpa, San Pedro Sula, La Ceiba, Choluteca, Comayagua'),
  JM: profile('en', 'JM_TRN', 'JMD', 65_000, 'Kingston, Montego Bay, Spanish Town, Portmore, Mandeville, May Pen'),
  PA: profile('es', 'PA_CEDULA', 'PAB', 600, 'Panamá, Colón, David, Santiago, Chitré'),
  PE: profile('es', 'PE_DNI', 'PEN', 1_100, 'Lima, Arequipa, Trujillo, Cusco, Piura, Iquitos'),
  PY: profile('es', 'PY_CI', 'PYG', 2_800_000, 'Asunción, Ciudad del Este, Encarnación, Luque, Concepción'),
  SR: profile('nl', 'SR_ID', 'SRD', 8_000, 'Paramaribo, Nieuw Nickerie, Lelydorp, Albina, Moengo'),
  UY: profile('es', 'UY_CI', 'UYU', 23_000, 'Montevideo, Salto, Paysandú, Maldonado, Rivera'),
};
