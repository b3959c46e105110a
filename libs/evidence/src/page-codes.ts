/** A word in the languages of the page: Spanish, Portuguese, English. */
export type PageWord = readonly [es: string, pt: string, en: string];
type Codes = Readonly<Record<string, PageWord>>;

// The page is rendered again by whoever verifies it, and compared to the byte: what stands here never changes. A better
// word is a new version of the page.

export const COUNTRY_WORDS: Codes = {
  AR: ['Argentina', 'Argentina', 'Argentina'],
  BB: ['Barbados', 'Barbados', 'Barbados'],
  BR: ['Brasil', 'Brasil', 'Brazil'],
  BS: ['Bahamas', 'Bahamas', 'Bahamas'],
  BZ: ['Belice', 'Belize', 'Belize'],
  CL: ['Chile', 'Chile', 'Chile'],
  CR: ['Costa Rica', 'Costa Rica', 'Costa Rica'],
  DO: ['República Dominicana', 'República Dominicana', 'Dominican Republic'],
  EC: ['Ecuador', 'Equador', 'Ecuador'],
  GT: ['Guatemala', 'Guatemala', 'Guatemala'],
  GY: ['Guyana', 'Guiana', 'Guyana'],
  HN: ['Honduras', 'Honduras', 'Honduras'],
  JM: ['Jamaica', 'Jamaica', 'Jamaica'],
  PA: ['Panamá', 'Panamá', 'Panama'],
  PE: ['Perú', 'Peru', 'Peru'],
  PY: ['Paraguay', 'Paraguai', 'Paraguay'],
  SR: ['Surinam', 'Suriname', 'Suriname'],
  UY: ['Uruguay', 'Uruguai', 'Uruguay'],
  BROKER: ['el intermediario', 'o intermediário', 'the broker'],
};

/** Outcomes, reasons of refusal and urgency classes. */
export const OUTCOME_WORDS: Codes = {
  RECORDS: ['Con antecedentes', 'Com antecedentes', 'Records found'],
  NO_RECORD: ['Sin antecedentes', 'Nada consta', 'No record'],
  REFUSED: ['Denegada', 'Recusada', 'Refused'],
  NOT_COMPETENT: ['País no competente', 'País não competente', 'Country not competent'],
  DECEASED: ['Persona fallecida', 'Pessoa falecida', 'Person deceased'],
  BIOMETRIC_MISMATCH: [
    'Las huellas no corresponden a los datos',
    'As impressões digitais não correspondem aos dados',
    'Fingerprints do not match the data',
  ],
  MULTIPLE_CANDIDATES: ['Varias personas posibles', 'Várias pessoas possíveis', 'Several possible persons'],
  NOT_IDENTIFIED: ['Persona no identificada', 'Pessoa não identificada', 'Person not identified'],
  PARTIAL: [
    'Respuesta parcial: faltan archivos',
    'Resposta parcial: faltam arquivos',
    'Partial answer: some archives could not be reached',
  ],
  REJECTED: ['Rechazada por defectuosa', 'Rejeitada por defeito', 'Rejected as faulty'],
  LEGAL_BASIS: ['Falta base legal', 'Falta base legal', 'No legal basis'],
  PURPOSE: ['Finalidad no admitida', 'Finalidade não admitida', 'Purpose not accepted'],
  POLITICAL_OFFENCE: ['Delito político', 'Crime político', 'Political offence'],
  MINOR: ['Persona menor de edad', 'Menor de idade', 'Minor'],
  ORDRE_PUBLIC: ['Orden público', 'Ordem pública', 'Public policy'],
  ONGOING_PROCEEDINGS: ['Proceso en curso', 'Processo em curso', 'Ongoing proceedings'],
  DISPROPORTIONATE: ['Desproporcionada', 'Desproporcional', 'Disproportionate'],
  ROUTINE: ['Ordinaria', 'Ordinária', 'Routine'],
};

export const PURPOSE_WORDS: Codes = {
  C1: ['Proceso penal en curso', 'Processo penal em curso', 'Ongoing criminal proceedings'],
  C2: ['Investigación policial', 'Investigação policial', 'Police investigation'],
  C3: [
    'Individualización, ejecución o libertad condicional',
    'Aplicação da pena, execução ou livramento condicional',
    'Sentencing, execution or parole',
  ],
  C4: ['Control de identidad en detención', 'Verificação de identidade em detenção', 'Identity check in detention'],
  C5: [
    'Amenaza inmediata y grave a la seguridad pública',
    'Ameaça imediata e grave à segurança pública',
    'Immediate and serious threat to public security',
  ],
  E1: ['Extracto certificado para un proceso', 'Certidão para processo', 'Certified extract for proceedings'],
  P1: ['Antecedentes propios de la persona', 'Antecedentes da própria pessoa', 'Person’s own record'],
  P2: [
    'Trabajo con niños o personas vulnerables',
    'Trabalho com crianças ou pessoas vulneráveis',
    'Work with children or vulnerable persons',
  ],
  P3: [
    'Empleo público o habilitación de seguridad',
    'Emprego público ou habilitação de segurança',
    'Public employment or security clearance',
  ],
  P4: ['Permiso de armas', 'Porte de armas', 'Firearms permit'],
  P5: [
    'Migración: residencia, visado o nacionalidad',
    'Migração: residência, visto ou nacionalidade',
    'Migration: residence, visa or citizenship',
  ],
  P6: ['Adopción o tutela', 'Adoção ou tutela', 'Adoption or guardianship'],
  P7: ['Contratación pública', 'Contratação pública', 'Public contracts'],
};
