import type { ExtractLanguage } from './content.js';

/** What the page says in each language: Spanish, English, Portuguese, Dutch. `{n}` and other names in braces are filled in. */
type Word = readonly [es: string, en: string, pt: string, nl: string];

// prettier-ignore
export const WORDS = {
  title: ['Extracto certificado de antecedentes penales', 'Certified extract of the criminal record', 'Certidão de antecedentes criminais', 'Gewaarmerkt uittreksel uit het strafregister'],
  number: ['Número', 'Number', 'Número', 'Nummer'],
  issuedAt: ['Expedido', 'Issued', 'Emitida', 'Afgegeven'],
  validUntil: ['Válido hasta', 'Valid until', 'Válida até', 'Geldig tot'],
  supersedes: ['Sustituye al extracto', 'Takes the place of extract', 'Substitui a certidão', 'Vervangt uittreksel'],
  notReal: ['DOCUMENTO DE PRUEBA, SIN VALOR: los datos son ficticios', 'TEST DOCUMENT, NOT VALID: the data is made up', 'DOCUMENTO DE TESTE, SEM VALOR: os dados são fictícios', 'TESTDOCUMENT, NIET GELDIG: de gegevens zijn verzonnen'],
  inShort: ['Lo que este documento dice', 'What this document says', 'O que este documento diz', 'Wat dit document zegt'],
  recordOne: ['El registro de {country} contiene una condena de la persona indicada abajo que puede comunicarse para esta finalidad. Figura completa en el apartado 3.', 'The register of {country} holds one conviction of the person named below that may be told for this purpose. It is given in full in section 3.', 'O registro de {country} contém uma condenação da pessoa abaixo indicada que pode ser comunicada para esta finalidade. Consta por inteiro na seção 3.', 'Het register van {country} bevat één veroordeling van de hieronder genoemde persoon die voor dit doel mag worden meegedeeld. Zij staat volledig in deel 3.'],
  recordMany: ['El registro de {country} contiene {n} condenas de la persona indicada abajo que pueden comunicarse para esta finalidad. Figuran completas en el apartado 3.', 'The register of {country} holds {n} convictions of the person named below that may be told for this purpose. They are given in full in section 3.', 'O registro de {country} contém {n} condenações da pessoa abaixo indicada que podem ser comunicadas para esta finalidade. Constam por inteiro na seção 3.', 'Het register van {country} bevat {n} veroordelingen van de hieronder genoemde persoon die voor dit doel mogen worden meegedeeld. Zij staan volledig in deel 3.'],
  partial: ['Esta certificación es parcial: la ley de {country} o su acuerdo con el país solicitante solo permite comunicar una parte de lo que contiene el registro. Condenas comunicadas: {n}.', 'This extract is partial: the law of {country}, or its agreement with the asking country, allows only a part of what the register holds to be told. Convictions told: {n}.', 'Esta certidão é parcial: a lei de {country} ou o seu acordo com o país solicitante só permite comunicar uma parte do que consta do registro. Condenações comunicadas: {n}.', 'Dit uittreksel is gedeeltelijk: volgens de wet van {country} of de afspraak met het vragende land mag slechts een deel van het register worden meegedeeld. Meegedeelde veroordelingen: {n}.'],
  noRecord: ['En la fecha de expedición, el registro de {country} no contiene ninguna condena de la persona descrita abajo que pueda comunicarse para esta finalidad.', 'On the date of issue, the register of {country} holds no conviction of the person described below that may be told for this purpose.', 'Na data de emissão, o registro de {country} não contém nenhuma condenação da pessoa abaixo descrita que possa ser comunicada para esta finalidade.', 'Op de datum van afgifte bevat het register van {country} geen veroordeling van de hieronder beschreven persoon die voor dit doel mag worden meegedeeld.'],
  scope: ['No dice nada sobre los registros de otros países.', 'It says nothing about the registers of other countries.', 'Nada diz sobre os registros de outros países.', 'Het zegt niets over de registers van andere landen.'],
  person: ['1. La persona, como la escribe el registro', '1. The person, as the register writes them', '1. A pessoa, como o registro a escreve', '1. De persoon, zoals het register die schrijft'],
  personAsked: ['1. La persona, como la describe la solicitud', '1. The person, as the question describes them', '1. A pessoa, como o pedido a descreve', '1. De persoon, zoals het verzoek die beschrijft'],
  recipient: ['2. Para quién y para qué', '2. For whom and what for', '2. Para quem e para quê', '2. Voor wie en waarvoor'],
  convictions: ['3. Condenas', '3. Convictions', '3. Condenações', '3. Veroordelingen'],
  none: ['Ninguna.', 'None.', 'Nenhuma.', 'Geen.'],
  check: ['4. Cómo comprobar este documento', '4. How to check this document', '4. Como verificar este documento', '4. Hoe dit document te controleren'],
  checkFile: [
    'El archivo PDF lleva el sello electrónico del país que lo expide y un sello de tiempo: cualquier cambio posterior se nota. Los mismos datos van adjuntos, firmados, en extract.jws.',
    'The PDF file bears the electronic seal of the issuing country and a time-stamp: any later change shows. The same data is attached, signed, as extract.jws.',
    'O arquivo PDF traz o selo eletrônico do país emissor e um carimbo de tempo: qualquer alteração posterior é notada. Os mesmos dados vão anexos, assinados, em extract.jws.',
    'Het PDF-bestand draagt het elektronische zegel van het land van afgifte en een tijdstempel: elke latere wijziging valt op. Dezelfde gegevens zijn ondertekend bijgevoegd als extract.jws.',
  ],
  checkPaper: [
    'Impreso: abra la dirección del código QR, o escriba el número y el código de comprobación. La respuesta dice si el extracto es válido, fue sustituido o revocado; no muestra datos de la persona.',
    'On paper: open the address of the QR code, or type the number and the check code. The answer says whether the extract is valid, superseded or revoked; it shows no data of the person.',
    'Impresso: abra o endereço do código QR, ou digite o número e o código de verificação. A resposta diz se a certidão é válida, foi substituída ou revogada; não mostra dados da pessoa.',
    'Op papier: open het adres van de QR-code, of typ het nummer en de controlecode. Het antwoord zegt of het uittreksel geldig, vervangen of ingetrokken is; het toont geen gegevens van de persoon.',
  ],
  address: ['Dirección', 'Address', 'Endereço', 'Adres'],
  code: ['Código de comprobación', 'Check code', 'Código de verificação', 'Controlecode'],
  policy: ['Reglas de divulgación aplicadas', 'Rules of disclosure applied', 'Regras de divulgação aplicadas', 'Toegepaste regels voor verstrekking'],
  matching: ['Reglas de identificación aplicadas', 'Rules of identification applied', 'Regras de identificação aplicadas', 'Toegepaste regels voor identificatie'],
  log: ['Anotación en el registro de accesos', 'Entry in the disclosure log', 'Anotação no registro de acessos', 'Vermelding in het verstrekkingenlogboek'],
  names: ['Nombre', 'Name', 'Nome', 'Naam'],
  otherNames: ['Otros nombres', 'Other names', 'Outros nomes', 'Andere namen'],
  birthDate: ['Fecha de nacimiento', 'Date of birth', 'Data de nascimento', 'Geboortedatum'],
  birthPlace: ['Lugar de nacimiento', 'Place of birth', 'Local de nascimento', 'Geboorteplaats'],
  sex: ['Sexo', 'Sex', 'Sexo', 'Geslacht'],
  nationalities: ['Nacionalidad', 'Nationality', 'Nacionalidade', 'Nationaliteit'],
  documents: ['Documentos', 'Identity documents', 'Documentos', 'Documenten'],
  mother: ['Madre', 'Mother', 'Mãe', 'Moeder'],
  father: ['Padre', 'Father', 'Pai', 'Vader'],
  deceased: ['Fallecimiento', 'Date of death', 'Falecimento', 'Overlijden'],
  recipientAuthority: ['Autoridad solicitante', 'Asking authority', 'Autoridade solicitante', 'Vragende autoriteit'],
  purpose: ['Finalidad', 'Purpose', 'Finalidade', 'Doel'],
  legalBasis: ['Base legal', 'Legal basis', 'Base legal', 'Rechtsgrond'],
  caseReference: ['Causa', 'Case', 'Processo', 'Zaak'],
  request: ['Solicitud', 'Question', 'Pedido', 'Verzoek'],
  howToRead: [
    'Cada delito y cada pena figura primero con su título oficial en la lengua original y el código del país que condenó; después, con la clase común que permite compararlo entre países. Las fechas son año-mes-día.',
    'Each offence and each sanction is given first by its official title in the original language with the code of the convicting country, then by the common class that lets countries compare it. Dates are year-month-day.',
    'Cada crime e cada pena consta primeiro com o título oficial na língua original e o código do país que condenou; depois, com a classe comum que permite compará-lo entre países. As datas são ano-mês-dia.',
    'Elk feit en elke straf staat eerst met de officiële titel in de oorspronkelijke taal en de code van het veroordelende land, daarna met de gemeenschappelijke klasse waarmee landen vergelijken. Datums zijn jaar-maand-dag.',
  ],
  overview: ['Relación', 'Overview', 'Relação', 'Overzicht'],
  conviction: ['Condena', 'Conviction', 'Condenação', 'Veroordeling'],
  of: ['de', 'of', 'de', 'van'],
  court: ['Tribunal', 'Court', 'Tribunal', 'Gerecht'],
  convictingCountry: ['País que condenó', 'Convicting country', 'País da condenação', 'Veroordelend land'],
  file: ['Expediente', 'File', 'Autos', 'Dossier'],
  decisionDate: ['Sentencia', 'Judgment', 'Sentença', 'Uitspraak'],
  finalDate: ['Firme desde', 'Final since', 'Transitada em', 'Onherroepelijk sinds'],
  kind: ['Clase de asiento', 'Kind of entry', 'Tipo de registro', 'Soort vermelding'],
  minor: ['Menor de edad al cometer el hecho', 'Under age at the time', 'Menor de idade à época do fato', 'Minderjarig ten tijde van het feit'],
  offences: ['Delitos', 'Offences', 'Crimes', 'Strafbare feiten'],
  offence: ['Delito según la ley nacional', 'Offence under national law', 'Crime segundo a lei nacional', 'Feit volgens nationaal recht'],
  commonClass: ['Clase común', 'Common class', 'Classe comum', 'Gemeenschappelijke klasse'],
  when: ['Cuándo y dónde', 'When and where', 'Quando e onde', 'Wanneer en waar'],
  sanctions: ['Penas y medidas', 'Sanctions', 'Penas e medidas', 'Straffen en maatregelen'],
  sanction: ['Pena según la ley nacional', 'Sanction under national law', 'Pena segundo a lei nacional', 'Straf volgens nationaal recht'],
  extent: ['Alcance', 'Extent', 'Extensão', 'Omvang'],
  decisions: ['Decisiones posteriores', 'Later decisions', 'Decisões posteriores', 'Latere beslissingen'],
  date: ['Fecha', 'Date', 'Data', 'Datum'],
  change: ['Cambio', 'Change', 'Alteração', 'Wijziging'],
  authority: ['Autoridad', 'Authority', 'Autoridade', 'Autoriteit'],
  remarks: ['Observaciones', 'Remarks', 'Observações', 'Opmerkingen'],
  attempt: ['tentativa', 'attempt', 'tentativa', 'poging'],
  helper: ['partícipe (no autor)', 'participant (not perpetrator)', 'partícipe (não autor)', 'deelnemer (geen dader)'],
  recidivist: ['reincidente', 'repeat offender', 'reincidente', 'recidivist'],
  irresponsible: ['responsabilidad excluida o disminuida', 'responsibility excluded or diminished', 'responsabilidade excluída ou diminuída', 'niet of verminderd toerekeningsvatbaar'],
  negligent: ['culposo', 'negligent', 'culposo', 'culpoos'],
  intentional: ['doloso', 'intentional', 'doloso', 'opzettelijk'],
  times: ['{n} hechos', '{n} acts', '{n} fatos', '{n} feiten'],
  sentenced: ['impuesta', 'sentenced', 'aplicada', 'opgelegd'],
  served: ['cumplida', 'served', 'cumprida', 'uitgevoerd'],
  interrupted: ['interrumpida', 'interrupted', 'interrompida', 'onderbroken'],
  fine: ['multa', 'fine', 'multa', 'geldboete'],
  dayFines: ['{n} días multa', '{n} day fines', '{n} dias-multa', '{n} dagboetes'],
  suspended: ['suspendida', 'suspended', 'suspensa', 'voorwaardelijk'],
  partlySuspended: ['suspendida en parte', 'suspended in part', 'suspensa em parte', 'deels voorwaardelijk'],
  probation: ['período de prueba', 'probation', 'período de prova', 'proeftijd'],
  alternative: ['en caso de incumplimiento', 'if not complied with', 'em caso de descumprimento', 'bij niet-naleving'],
  multiplied: ['× {n}', '× {n}', '× {n}', '× {n}'],
  measure: ['medida', 'measure', 'medida', 'maatregel'],
  from: ['desde', 'from', 'desde', 'vanaf'],
  until: ['hasta', 'until', 'até', 'tot'],
  page: ['Página', 'Page', 'Página', 'Bladzijde'],
  country: ['País', 'Country', 'País', 'Land'],
} as const satisfies Readonly<Record<string, Word>>;
export type WordName = keyof typeof WORDS;

/** Codes whose meaning the protocol fixes. */
// prettier-ignore
export const CODE_WORDS = {
  sex: { 0: ['no consta', 'not known', 'não consta', 'onbekend'], 1: ['masculino', 'male', 'masculino', 'man'], 2: ['femenino', 'female', 'feminino', 'vrouw'], 9: ['no aplicable', 'not applicable', 'não aplicável', 'niet van toepassing'] },
  yesNo: { Y: ['sí', 'yes', 'sim', 'ja'], N: ['no', 'no', 'não', 'nee'], U: ['no consta', 'not known', 'não consta', 'onbekend'] },
  nameKind: { legal: ['legal', 'legal', 'legal', 'wettelijk'], former: ['anterior', 'former', 'anterior', 'vroeger'], birth: ['de nacimiento', 'at birth', 'de nascimento', 'bij geboorte'], alias: ['alias', 'alias', 'vulgo', 'alias'], nickname: ['apodo', 'nickname', 'alcunha', 'bijnaam'], religious: ['religioso', 'religious', 'religioso', 'religieus'] },
  recordKind: { FINAL_CONVICTION: ['condena firme', 'final conviction', 'condenação definitiva', 'onherroepelijke veroordeling'], NON_FINAL: ['condena no firme', 'conviction not final', 'condenação não definitiva', 'niet-onherroepelijke veroordeling'], PENDING_CASE: ['causa pendiente', 'pending case', 'processo pendente', 'lopende zaak'], POLICE_ENTRY: ['asiento policial', 'police entry', 'registro policial', 'politievermelding'], ACQUITTAL: ['absolución', 'acquittal', 'absolvição', 'vrijspraak'], ADMINISTRATIVE: ['sanción administrativa', 'administrative sanction', 'sanção administrativa', 'bestuurlijke sanctie'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Word>>>>;

// prettier-ignore
export const MONTHS: Readonly<Record<ExtractLanguage, readonly string[]>> = {
  es: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  pt: ['janeiro', 'fevereiro', 'março', 'abril', 'maio', 'junho', 'julho', 'agosto', 'setembro', 'outubro', 'novembro', 'dezembro'],
  nl: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
};

// Singular and plural, by the letter of an ISO 8601 duration; H stands for the hours after T.
// prettier-ignore
export const DURATION_UNITS: Readonly<Record<string, readonly (readonly [one: string, many: string])[]>> = {
  Y: [['año', 'años'], ['year', 'years'], ['ano', 'anos'], ['jaar', 'jaar']],
  M: [['mes', 'meses'], ['month', 'months'], ['mês', 'meses'], ['maand', 'maanden']],
  W: [['semana', 'semanas'], ['week', 'weeks'], ['semana', 'semanas'], ['week', 'weken']],
  D: [['día', 'días'], ['day', 'days'], ['dia', 'dias'], ['dag', 'dagen']],
  H: [['hora', 'horas'], ['hour', 'hours'], ['hora', 'horas'], ['uur', 'uur']],
};

const ORDER: readonly ExtractLanguage[] = ['es', 'en', 'pt', 'nl'];

/** Where a language stands in a {@link Word}. */
export function placeOf(language: ExtractLanguage): number {
  return ORDER.indexOf(language);
}
