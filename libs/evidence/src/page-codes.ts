/** A word in the languages of the page: Spanish, Portuguese, English, Dutch. */
export type PageWord = readonly [es: string, pt: string, en: string, nl: string];
type Codes = Readonly<Record<string, PageWord>>;

// The page is rendered again by whoever verifies it, and compared to the byte: what stands here never changes. A better
// word is a new version of the page.

export const COUNTRY_WORDS: Codes = {
  AR: ['Argentina', 'Argentina', 'Argentina', 'Argentinië'],
  BB: ['Barbados', 'Barbados', 'Barbados', 'Barbados'],
  BR: ['Brasil', 'Brasil', 'Brazil', 'Brazilië'],
  BS: ['Bahamas', 'Bahamas', 'Bahamas', 'Bahama’s'],
  BZ: ['Belice', 'Belize', 'Belize', 'Belize'],
  CL: ['Chile', 'Chile', 'Chile', 'Chili'],
  CR: ['Costa Rica', 'Costa Rica', 'Costa Rica', 'Costa Rica'],
  DO: ['República Dominicana', 'República Dominicana', 'Dominican Republic', 'Dominicaanse Republiek'],
  EC: ['Ecuador', 'Equador', 'Ecuador', 'Ecuador'],
  GT: ['Guatemala', 'Guatemala', 'Guatemala', 'Guatemala'],
  GY: ['Guyana', 'Guiana', 'Guyana', 'Guyana'],
  HN: ['Honduras', 'Honduras', 'Honduras', 'Honduras'],
  JM: ['Jamaica', 'Jamaica', 'Jamaica', 'Jamaica'],
  PA: ['Panamá', 'Panamá', 'Panama', 'Panama'],
  PE: ['Perú', 'Peru', 'Peru', 'Peru'],
  PY: ['Paraguay', 'Paraguai', 'Paraguay', 'Paraguay'],
  SR: ['Surinam', 'Suriname', 'Suriname', 'Suriname'],
  UY: ['Uruguay', 'Uruguai', 'Uruguay', 'Uruguay'],
  BROKER: ['el intermediario', 'o intermediário', 'the broker', 'de tussenpersoon'],
};

/** Outcomes, reasons of refusal and urgency classes. */
export const OUTCOME_WORDS: Codes = {
  RECORDS: ['Con antecedentes', 'Com antecedentes', 'Records found', 'Gegevens gevonden'],
  NO_RECORD: ['Sin antecedentes', 'Nada consta', 'No record', 'Geen gegevens'],
  REFUSED: ['Denegada', 'Recusada', 'Refused', 'Geweigerd'],
  NOT_COMPETENT: ['País no competente', 'País não competente', 'Country not competent', 'Land niet bevoegd'],
  DECEASED: ['Persona fallecida', 'Pessoa falecida', 'Person deceased', 'Persoon overleden'],
  BIOMETRIC_MISMATCH: [
    'Las huellas no corresponden a los datos',
    'As impressões digitais não correspondem aos dados',
    'Fingerprints do not match the data',
    'Vingerafdrukken komen niet overeen met de gegevens',
  ],
  MULTIPLE_CANDIDATES: [
    'Varias personas posibles',
    'Várias pessoas possíveis',
    'Several possible persons',
    'Meerdere mogelijke personen',
  ],
  NOT_IDENTIFIED: [
    'Persona no identificada',
    'Pessoa não identificada',
    'Person not identified',
    'Persoon niet geïdentificeerd',
  ],
  PARTIAL: [
    'Respuesta parcial: faltan archivos',
    'Resposta parcial: faltam arquivos',
    'Partial answer: some archives could not be reached',
    'Gedeeltelijk antwoord: sommige archieven waren onbereikbaar',
  ],
  REJECTED: ['Rechazada por defectuosa', 'Rejeitada por defeito', 'Rejected as faulty', 'Afgewezen als gebrekkig'],
  LEGAL_BASIS: ['Falta base legal', 'Falta base legal', 'No legal basis', 'Geen rechtsgrondslag'],
  PURPOSE: ['Finalidad no admitida', 'Finalidade não admitida', 'Purpose not accepted', 'Doel niet aanvaard'],
  POLITICAL_OFFENCE: ['Delito político', 'Crime político', 'Political offence', 'Politiek misdrijf'],
  MINOR: ['Persona menor de edad', 'Menor de idade', 'Minor', 'Minderjarige'],
  ORDRE_PUBLIC: ['Orden público', 'Ordem pública', 'Public policy', 'Openbare orde'],
  ONGOING_PROCEEDINGS: ['Proceso en curso', 'Processo em curso', 'Ongoing proceedings', 'Lopende procedure'],
  DISPROPORTIONATE: ['Desproporcionada', 'Desproporcional', 'Disproportionate', 'Onevenredig'],
  ROUTINE: ['Ordinaria', 'Ordinária', 'Routine', 'Gewoon'],
};

export const PURPOSE_WORDS: Codes = {
  C1: ['Proceso penal en curso', 'Processo penal em curso', 'Ongoing criminal proceedings', 'Lopende strafprocedure'],
  C2: ['Investigación policial', 'Investigação policial', 'Police investigation', 'Politieonderzoek'],
  C3: [
    'Individualización, ejecución o libertad condicional',
    'Aplicação da pena, execução ou livramento condicional',
    'Sentencing, execution or parole',
    'Straftoemeting, tenuitvoerlegging of voorwaardelijke invrijheidstelling',
  ],
  C4: [
    'Control de identidad en detención',
    'Verificação de identidade em detenção',
    'Identity check in detention',
    'Identiteitscontrole bij aanhouding',
  ],
  C5: [
    'Amenaza inmediata y grave a la seguridad pública',
    'Ameaça imediata e grave à segurança pública',
    'Immediate and serious threat to public security',
    'Onmiddellijke en ernstige bedreiging van de openbare veiligheid',
  ],
  E1: [
    'Extracto certificado para un proceso',
    'Certidão para processo',
    'Certified extract for proceedings',
    'Gewaarmerkt uittreksel voor een procedure',
  ],
  P1: [
    'Antecedentes propios de la persona',
    'Antecedentes da própria pessoa',
    'Person’s own record',
    'Eigen gegevens van de persoon',
  ],
  P2: [
    'Trabajo con niños o personas vulnerables',
    'Trabalho com crianças ou pessoas vulneráveis',
    'Work with children or vulnerable persons',
    'Werk met kinderen of kwetsbare personen',
  ],
  P3: [
    'Empleo público o habilitación de seguridad',
    'Emprego público ou habilitação de segurança',
    'Public employment or security clearance',
    'Overheidsfunctie of veiligheidsonderzoek',
  ],
  P4: ['Permiso de armas', 'Porte de armas', 'Firearms permit', 'Wapenvergunning'],
  P5: [
    'Migración: residencia, visado o nacionalidad',
    'Migração: residência, visto ou nacionalidade',
    'Migration: residence, visa or citizenship',
    'Migratie: verblijf, visum of nationaliteit',
  ],
  P6: ['Adopción o tutela', 'Adoção ou tutela', 'Adoption or guardianship', 'Adoptie of voogdij'],
  P7: ['Contratación pública', 'Contratação pública', 'Public contracts', 'Overheidsopdrachten'],
};
