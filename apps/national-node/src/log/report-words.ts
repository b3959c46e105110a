import type { Language } from '#libs/catalogue';

/** The sentences of a report in one language. */
export interface ReportWords {
  title(country: string, firstDay: string, lastDay: string): string;
  readonly nothing: string;
  /** A country was told something about the person. */
  told(country: string, authority: string, outcome: string): string;
  /** This country asked another about the person. */
  asked(country: string, authority: string, outcome: string): string;
  why(purpose: string, legalBasis: string, caseReference: string): string;
  seen(days: string): string;
  readonly open: string;
  /** In the place of what was erased or never said. */
  readonly unsaid: string;
  readonly others: Readonly<Record<string, string>>;
  readonly erased: string;
  readonly byName: string;
}

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  es: {
    title: (country, first, last) =>
      `Quién vio los antecedentes de esta persona, según el registro de accesos de ${country}, del ${first} al ${last}:`,
    nothing: 'No hay ninguna anotación sobre esta persona.',
    told: (country, authority, outcome) => `${country} (autoridad: ${authority}) nos preguntó. Respuesta: ${outcome}.`,
    asked: (country, authority, outcome) =>
      `Nuestra autoridad (${authority}) preguntó a ${country}. Respuesta: ${outcome}.`,
    why: (purpose, basis, file) => `Finalidad: ${purpose}. Base legal: ${basis}. Expediente: ${file}.`,
    seen: (days) => `Respuesta vista: ${days}.`,
    open: 'aún sin respuesta',
    unsaid: 'no consta',
    others: {
      SEARCH: 'una autoridad de este país buscó a esta persona, o a una parecida, en el registro',
      VIEW: 'un funcionario de este país vio a esta persona, o a una parecida, entre las personas de quienes podía tratarse',
      CORRECTION: 'se corrigió el registro',
      RECALL: 'se avisó a un país que una respuesta ya no es válida',
      SECONDARY_DISSEMINATION: 'una respuesta se transmitió a otra autoridad de este país',
      ACCESS_TO_LOG: 'un auditor consultó las anotaciones sobre esta persona',
    },
    erased:
      'Parte de lo anotado fue borrada conforme a la ley; el informe dice con qué anotación, cuándo y por qué motivo.',
    byName: 'Lo hallado solo por nombre y fecha de nacimiento puede referirse a otra persona del mismo nombre.',
  },
  en: {
    title: (country, first, last) =>
      `Who saw the criminal record of this person, by the disclosure log of ${country}, from ${first} to ${last}:`,
    nothing: 'The log holds no entry about this person.',
    told: (country, authority, outcome) => `${country} (authority: ${authority}) asked us. Answer: ${outcome}.`,
    asked: (country, authority, outcome) => `Our authority (${authority}) asked ${country}. Answer: ${outcome}.`,
    why: (purpose, basis, file) => `Purpose: ${purpose}. Legal basis: ${basis}. Case: ${file}.`,
    seen: (days) => `Answer seen: ${days}.`,
    open: 'none yet',
    unsaid: 'not stated',
    others: {
      SEARCH: 'an authority of this country searched the register for this person, or one alike',
      VIEW: 'an official of this country saw this person, or one alike, among those who might be meant',
      CORRECTION: 'the register was corrected',
      RECALL: 'a country was told that an answer no longer holds',
      SECONDARY_DISSEMINATION: 'an answer was passed on to another authority of this country',
      ACCESS_TO_LOG: 'an auditor looked into the entries about this person',
    },
    erased: 'Some of what was logged has been erased by law; the report says by which entry, when and on what ground.',
    byName: 'What was found by name and birth date alone may be about another person of the same name.',
  },
  pt: {
    title: (country, first, last) =>
      `Quem viu os antecedentes desta pessoa, segundo o registro de acessos de ${country}, de ${first} a ${last}:`,
    nothing: 'Não há nenhuma anotação sobre esta pessoa.',
    told: (country, authority, outcome) => `${country} (autoridade: ${authority}) nos consultou. Resposta: ${outcome}.`,
    asked: (country, authority, outcome) =>
      `Nossa autoridade (${authority}) consultou ${country}. Resposta: ${outcome}.`,
    why: (purpose, basis, file) => `Finalidade: ${purpose}. Base legal: ${basis}. Processo: ${file}.`,
    seen: (days) => `Resposta vista: ${days}.`,
    open: 'ainda sem resposta',
    unsaid: 'não consta',
    others: {
      SEARCH: 'uma autoridade deste país procurou esta pessoa, ou uma parecida, no registro',
      VIEW: 'um funcionário deste país viu esta pessoa, ou uma parecida, entre as que podiam ser a procurada',
      CORRECTION: 'o registro foi corrigido',
      RECALL: 'um país foi avisado de que uma resposta não vale mais',
      SECONDARY_DISSEMINATION: 'uma resposta foi repassada a outra autoridade deste país',
      ACCESS_TO_LOG: 'um auditor consultou as anotações sobre esta pessoa',
    },
    erased:
      'Parte do que foi anotado foi apagada conforme a lei; o relatório diz por qual anotação, quando e por que motivo.',
    byName: 'O que foi encontrado só por nome e data de nascimento pode referir-se a outra pessoa de mesmo nome.',
  },
  nl: {
    title: (country, first, last) =>
      `Wie de justitiële gegevens van deze persoon heeft gezien, volgens het verstrekkingslogboek van ${country}, van ${first} tot en met ${last}:`,
    nothing: 'Het logboek bevat niets over deze persoon.',
    told: (country, authority, outcome) => `${country} (autoriteit: ${authority}) vroeg ons. Antwoord: ${outcome}.`,
    asked: (country, authority, outcome) => `Onze autoriteit (${authority}) vroeg ${country}. Antwoord: ${outcome}.`,
    why: (purpose, basis, file) => `Doel: ${purpose}. Rechtsgrond: ${basis}. Zaak: ${file}.`,
    seen: (days) => `Antwoord ingezien: ${days}.`,
    open: 'nog geen',
    unsaid: 'niet vermeld',
    others: {
      SEARCH: 'een autoriteit van dit land heeft in het register naar deze persoon, of een gelijkende, gezocht',
      VIEW: 'een ambtenaar van dit land zag deze persoon, of een gelijkende, onder degenen die bedoeld konden zijn',
      CORRECTION: 'het register is gecorrigeerd',
      RECALL: 'een land is gemeld dat een antwoord niet meer geldt',
      SECONDARY_DISSEMINATION: 'een antwoord is doorgegeven aan een andere autoriteit van dit land',
      ACCESS_TO_LOG: 'een auditor heeft de regels over deze persoon ingezien',
    },
    erased:
      'Een deel van wat was vastgelegd is volgens de wet gewist; het rapport zegt door welke regel, wanneer en op welke grond.',
    byName: 'Wat alleen op naam en geboortedatum is gevonden, kan over een ander met dezelfde naam gaan.',
  },
};
