const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Joining words, left out of comparison and keys: "da Silva" and "Silva" are the same name written by two clerks. */
export const PARTICLES = wordSet(
  'DE DEL DELLA DELLO DELLE LA LAS LE LES LO LOS EL Y E DA DO DAS DOS DI DU VAN DER DEN DEM TEN TER T VON VOM ZU ZUR AL AT BIN BN IBN BINT BINTI BINTE',
);

/** Written before the word they belong to: "San Martín" is one name, and so is "Abdul Rahman". */
export const JOINED_TO_NEXT = wordSet('SAN MAC MC ABDUL ABDEL ABDAL ABDOUL ABDUR ABD BD ABU');
/** "Servant of": the article behind it changes with the next sound and the clerk. */
export const SERVANT_OF = /^ABD(?:[EAU]L|OUL|[EAU]R)?(?=[A-Z]{3})/;
/** In a Vietnamese name VAN is a name, not a particle. */
export const VIETNAMESE_SURNAMES = wordSet('NGUYEN TRAN PHAM HUYNH HOANG PHAN DUONG DANG BUI TRINH DINH');
/** Given names of their own ("Santa Pérez") unless a saint's name or a holy thing follows. */
export const SAINTS = wordSet('SANTA SANTO SAO STA STO SAINT ST');
export const SAINT_NAMES = wordSet(
  'ANA ANDRE ANGELO ANTONIO BARBARA BENTO CATALINA CLARA COLOMA CRUZ DOMINGO ELENA EULALIA FE GADEA HELENA ISABEL JAMES JOAO JOHN JORGE JOSE JUST LOUIS LUCIA MARCOS MARIA MARINA MARTA MIGUEL OLALLA PABLO PAUL PAULO PEDRO PIERRE RITA ROSA TERESA TOMAS',
);

/** Told apart from the surname: they tell a son from his father. */
export const SUFFIXES: Readonly<Record<string, string>> = {
  JUNIOR: 'JUNIOR', JR: 'JUNIOR', JNR: 'JUNIOR', HIJO: 'JUNIOR', FILHO: 'FILHO', FO: 'FILHO', NETO: 'NETO', NETTO: 'NETO',
  SOBRINHO: 'SOBRINHO', BISNETO: 'BISNETO', SENIOR: 'SENIOR', SR: 'SENIOR', SNR: 'SENIOR', II: 'II', III: 'III', IV: 'IV',
}; // prettier-ignore

/** Written short by clerks everywhere; not short names, which belong to the table of nicknames. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  FCO: 'FRANCISCO', FCA: 'FRANCISCA', GPE: 'GUADALUPE', MTA: 'MARTA', ANT: 'ANTONIO', STA: 'SANTA', STO: 'SANTO',
  HDEZ: 'HERNANDEZ', HDZ: 'HERNANDEZ', RDGUEZ: 'RODRIGUEZ', RGUEZ: 'RODRIGUEZ', RDZ: 'RODRIGUEZ', RODZ: 'RODRIGUEZ', GLEZ: 'GONZALEZ',
  GLZ: 'GONZALEZ', GZLEZ: 'GONZALEZ', FDEZ: 'FERNANDEZ', FDZ: 'FERNANDEZ', MTNEZ: 'MARTINEZ', MTZ: 'MARTINEZ', MNEZ: 'MARTINEZ',
  SCHZ: 'SANCHEZ', SNCHEZ: 'SANCHEZ', LPZ: 'LOPEZ', JMNZ: 'JIMENEZ', JMNEZ: 'JIMENEZ', DGUEZ: 'DOMINGUEZ', GTRREZ: 'GUTIERREZ',
  MOHD: 'MOHAMMED', MHD: 'MOHAMMED', MUHD: 'MOHAMMED',
}; // prettier-ignore

/** Titles and forms of address are no part of a name. */
export const TITLES = wordSet(
  'MR MRS MS MISS SIR MEVR DHR SR SRA SRTA SENOR SENORA SENORITA SENHOR SENHORA DR DRA LIC PROF',
);

/** Before the name of the late husband: "viuda de Pérez". */
export const WIDOW_OF = wordSet('VDA VIUDA VIUVA WEDUWE WED');

/** A whole field that says that the name is not known. */
export const PLACEHOLDER_TEXT =
  /^(N N|S N|N A|NO NAME|NO (CONSTA|TIENE|REGISTRA|INFORMADO|DETERMINADO)|(SIN|SEM) (NOMBRE|NOME|APELLIDO|SOBRENOME|DATOS?|DADOS)|NAO (CONSTA|INFORMADO)|(RECIEN|RECEM) NACID[OA].*|RECEM NASCID[OA].*|BEBE|(HIJ|FILH)[OA] DE .*|GEEN( NAAM)?|X)$/;
/** A word that says that a part of the name is not known; it must never agree with anything. */
export const PLACEHOLDER_WORD =
  /^(NN+|XX+|SN|FNU|LNU|NFN|NMN|NULL|NONE|UNKNOWN|UNNAMED|DESCONOCID[OA]|DESCONHECID[OA]|IGNORAD[OA]|INDOCUMENTAD[OA]|ONBEKENDE?|INCONNUE?)$/;

/**
 * Particles written together with the surname, "DELACRUZ" or "D'Oliveira". The short ones are split off only before
 * surnames known to be written so, or "Delgado" and "Davila" would be torn apart.
 */
export const GLUED_PARTICLE =
  /^(?:(?:DELAS?|DELOS)(?=[A-Z]{4})|VAN(?:DER|DEN)(?=[A-Z]{3})|(?:D|DA|DE|DO|DAS|DOS|DEL)(?=(?:ANJOS|CARMEN|CASTILLO|CONCEICAO|COSTA|CRUZ|CUNHA|GAMA|GRACA|JESUS|LIMA|LUZ|MOTA|NASCIMENTO|NEVES|OLIVEIRA|PAULA|PAZ|PINO|POZO|REIS|RIO|RIOS|ROCHA|ROSA|SANTOS|SILVA|SOLAR|SOUSA|SOUZA|TORO|VALLE|VILLAR)$))/;
