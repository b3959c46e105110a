import { CrexError } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';
import type { EvidenceCode, RoleCode } from './roles.js';

/** What kind of answer a purpose is meant to bring; which records and fields it holds is the answering country's policy. */
export type AnswerScope =
  | 'FULL_HISTORY'
  | 'FINAL_CONVICTIONS'
  | 'HIT_OR_NO_HIT'
  | 'SEALED_EXTRACT'
  | 'OWN_RECORD'
  | 'RELEVANT_CONVICTIONS'
  | 'UNSPENT_CONVICTIONS'
  | 'RELEVANT_PROHIBITIONS'
  | 'OWN_DATA'
  | 'LOG_METADATA';

/** Why somebody asks. A proposal (`illustrative`): no member has adopted this list. */
export interface Purpose {
  readonly code: string;
  readonly labels: Labels;
  readonly scope: AnswerScope;
  /** What the question must bring: all of these. */
  readonly evidence: readonly EvidenceCode[];
  /** Working days in the answering country's calendar; none where there is nothing to wait for. */
  readonly deadlineWorkingDays?: number;
  /** Faster classes that this purpose may ask for. */
  readonly urgency: readonly ('FLASH' | 'URGENT')[];
  /** True for a FLASH purpose: the class is not chosen, it follows from the purpose. */
  readonly alwaysFlash?: true;
}

const CASE: readonly EvidenceCode[] = ['CASE_NUMBER', 'ACCUSED_OFFENCE'];

/** Each purpose with its rule. The deadlines are those of Directive 2019/884 where it has one. */
export const PURPOSES = [
  {
    code: 'C1',
    labels: labels(
      'Proceso penal en curso',
      'Ongoing criminal proceedings',
      'Processo penal em curso',
      'Lopende strafprocedure',
    ),
    scope: 'FULL_HISTORY',
    evidence: [...CASE, 'AUTHORITY'],
    deadlineWorkingDays: 10,
    urgency: ['FLASH', 'URGENT'],
  },
  {
    code: 'C2',
    labels: labels('Investigación policial', 'Police investigation', 'Investigação policial', 'Politieonderzoek'),
    scope: 'FINAL_CONVICTIONS',
    evidence: [...CASE, 'OFFICER'],
    deadlineWorkingDays: 10,
    urgency: ['URGENT'],
  },
  {
    code: 'C3',
    labels: labels(
      'Individualización, ejecución o libertad condicional',
      'Sentencing, execution or parole',
      'Aplicação da pena, execução ou livramento condicional',
      'Straftoemeting, tenuitvoerlegging of voorwaardelijke invrijheidstelling',
    ),
    scope: 'FULL_HISTORY',
    evidence: ['CASE_NUMBER'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'C4',
    labels: labels(
      'Control de identidad en detención',
      'Identity check in detention',
      'Verificação de identidade em detenção',
      'Identiteitscontrole bij aanhouding',
    ),
    scope: 'HIT_OR_NO_HIT',
    evidence: ['REASON', 'PLACE'],
    urgency: ['FLASH'],
    alwaysFlash: true,
  },
  {
    code: 'C5',
    labels: labels(
      'Amenaza inmediata y grave a la seguridad pública',
      'Immediate and serious threat to public security',
      'Ameaça imediata e grave à segurança pública',
      'Onmiddellijke en ernstige bedreiging van de openbare veiligheid',
    ),
    scope: 'FINAL_CONVICTIONS',
    evidence: ['REASON'],
    urgency: ['FLASH'],
    alwaysFlash: true,
  },
  {
    code: 'E1',
    labels: labels(
      'Extracto certificado para un proceso',
      'Certified extract for proceedings',
      'Certidão para processo',
      'Gewaarmerkt uittreksel voor een procedure',
    ),
    scope: 'SEALED_EXTRACT',
    evidence: ['CASE_NUMBER', 'COURT'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'P1',
    labels: labels(
      'Antecedentes propios de la persona',
      'Person’s own record',
      'Antecedentes da própria pessoa',
      'Eigen gegevens van de persoon',
    ),
    scope: 'OWN_RECORD',
    evidence: ['IDENTITY_PROOF', 'CONSENT'],
    deadlineWorkingDays: 20,
    urgency: [],
  },
  {
    code: 'P2',
    labels: labels(
      'Trabajo con niños o personas vulnerables',
      'Work with children or vulnerable persons',
      'Trabalho com crianças ou pessoas vulneráveis',
      'Werk met kinderen of kwetsbare personen',
    ),
    scope: 'RELEVANT_CONVICTIONS',
    evidence: ['CONSENT', 'POSITION'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'P3',
    labels: labels(
      'Empleo público o habilitación de seguridad',
      'Public employment or security clearance',
      'Emprego público ou habilitação de segurança',
      'Overheidsfunctie of veiligheidsonderzoek',
    ),
    scope: 'UNSPENT_CONVICTIONS',
    evidence: ['CONSENT', 'LEGAL_BASIS'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'P4',
    labels: labels('Permiso de armas', 'Firearms permit', 'Porte de armas', 'Wapenvergunning'),
    scope: 'RELEVANT_CONVICTIONS',
    evidence: ['APPLICATION_NUMBER'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'P5',
    labels: labels(
      'Migración: residencia, visado o nacionalidad',
      'Migration: residence, visa or citizenship',
      'Migração: residência, visto ou nacionalidade',
      'Migratie: verblijf, visum of nationaliteit',
    ),
    scope: 'UNSPENT_CONVICTIONS',
    evidence: ['CONSENT_OR_LAW', 'FILE_NUMBER'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'P6',
    labels: labels('Adopción o tutela', 'Adoption or guardianship', 'Adoção ou tutela', 'Adoptie of voogdij'),
    scope: 'FULL_HISTORY',
    evidence: ['CASE_NUMBER', 'CONSENT'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'P7',
    labels: labels('Contratación pública', 'Public contracts', 'Contratação pública', 'Overheidsopdrachten'),
    scope: 'RELEVANT_PROHIBITIONS',
    evidence: ['CONSENT'],
    deadlineWorkingDays: 10,
    urgency: [],
  },
  {
    code: 'M1',
    labels: labels(
      'Mantenimiento, corrección y notificación',
      'Maintenance, correction and notification',
      'Manutenção, correção e notificação',
      'Onderhoud, correctie en kennisgeving',
    ),
    scope: 'OWN_DATA',
    evidence: [],
    urgency: [],
  },
  {
    code: 'A1',
    labels: labels('Auditoría', 'Audit', 'Auditoria', 'Controle'),
    scope: 'LOG_METADATA',
    evidence: ['MANDATE'],
    urgency: [],
  },
] as const satisfies readonly Purpose[];

/** The code of one of the {@link PURPOSES}. */
export type PurposeCode = (typeof PURPOSES)[number]['code'];

const BY_CODE = new Map<string, Purpose>(PURPOSES.map((purpose) => [purpose.code, purpose]));

/**
 * The purpose of this code with its rule.
 * @throws catalogue.unknown-purpose
 */
export function purposeOf(code: string): Purpose {
  const purpose = BY_CODE.get(code);
  if (purpose === undefined) {
    throw new CrexError('catalogue.unknown-purpose', 'no such purpose', {
      nextStep: `use one of ${PURPOSES.map((known) => known.code).join(' ')}`,
    });
  }
  return purpose;
}

const ROLES_BY_PURPOSE: Readonly<Record<PurposeCode, readonly RoleCode[]>> = {
  C1: ['prosecutor', 'court'],
  C2: ['police-registry-officer'],
  C3: ['court', 'prison-service'],
  C4: ['police-registry-officer', 'border-officer'],
  C5: ['police-head'],
  E1: ['prosecutor'],
  P1: ['central-authority'],
  P2: ['vetting-body'],
  P3: ['vetting-body'],
  P4: ['licensing-body'],
  P5: ['migration-authority'],
  P6: ['court'],
  P7: ['procurement-body'],
  M1: ['record-owner'],
  A1: ['auditor'],
};

/**
 * Who may ask for this purpose. `illustrative`: a proposal to begin with, each country's law and policy decide.
 * @throws catalogue.unknown-purpose
 */
export function rolesForPurpose(code: string): {
  readonly roles: readonly RoleCode[];
  readonly status: 'illustrative';
} {
  const { code: known } = purposeOf(code);
  return { roles: ROLES_BY_PURPOSE[known as PurposeCode], status: 'illustrative' };
}
