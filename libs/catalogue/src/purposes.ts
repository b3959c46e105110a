import type { Purpose, Role } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';
import type { EvidenceCode, OfficeCode } from './roles.js';

/** What kind of answer a purpose is meant to bring; which records and fields it holds is the answering country's policy. */
export type AnswerScope =
  | 'FULL_HISTORY'
  | 'FINAL_CONVICTIONS'
  | 'HIT_OR_NO_HIT'
  | 'SEALED_EXTRACT'
  | 'OWN_RECORD'
  | 'RELEVANT_CONVICTIONS'
  | 'UNSPENT_CONVICTIONS'
  | 'RELEVANT_PROHIBITIONS';

/** Why somebody asks. A proposal (`illustrative`): no member has adopted this list. */
export type PurposeRule = PurposeTerms & {
  readonly code: Purpose;
  readonly labels: Labels;
  readonly scope: AnswerScope;
  /** What the question must bring: all of these. */
  readonly evidence: readonly EvidenceCode[];
  /** Faster classes that this purpose may ask for. */
  readonly urgency: readonly ('FLASH' | 'URGENT')[];
};

/** How long the answering country has. */
type PurposeTerms =
  /** Working days in its calendar, unless the question is urgent. */
  | { readonly deadlineWorkingDays: number; readonly alwaysFlash?: never }
  /** The class is not chosen, it follows from the purpose. */
  | { readonly alwaysFlash: true; readonly deadlineWorkingDays?: never };

const CASE: readonly EvidenceCode[] = ['CASE_NUMBER', 'ACCUSED_OFFENCE'];

/** Each purpose with its rule. The deadlines are those of Directive 2019/884 where it has one. */
export const PURPOSE_RULES: readonly PurposeRule[] = [
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
];

const BY_CODE = new Map(PURPOSE_RULES.map((rule) => [rule.code, rule]));

/** The rule of a purpose; every purpose of the protocol has one. */
export function ruleOf(purpose: Purpose): PurposeRule {
  return BY_CODE.get(purpose) as PurposeRule;
}

/** Offices, and the roles at a national node that ask for them. A node's clerks and registrars ask on behalf of others. */
const ASKERS: Readonly<Record<Purpose, readonly [offices: readonly OfficeCode[], roles: readonly Role[]]>> = {
  C1: [['prosecutor', 'court'], ['prosecutor']],
  C2: [['police-registry-officer'], ['investigator']],
  C3: [['court', 'prison-service'], ['prosecutor']],
  C4: [['police-registry-officer', 'border-officer'], ['investigator']],
  C5: [['police-head'], ['investigator']],
  E1: [['prosecutor'], ['prosecutor']],
  P1: [['central-authority'], ['clerk', 'registrar']],
  P2: [['vetting-body'], ['registrar']],
  P3: [['vetting-body'], ['registrar']],
  P4: [['licensing-body'], ['registrar']],
  P5: [['migration-authority'], ['registrar']],
  P6: [['court'], ['clerk']],
  P7: [['procurement-body'], ['registrar']],
}; // prettier-ignore

/** Who may ask for a purpose. `illustrative`: what a screen offers first; the country's policy alone decides. */
export function rolesForPurpose(purpose: Purpose): {
  readonly offices: readonly OfficeCode[];
  readonly roles: readonly Role[];
  readonly status: 'illustrative';
} {
  const [offices, roles] = ASKERS[purpose];
  return { offices, roles, status: 'illustrative' };
}
