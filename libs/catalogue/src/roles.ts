import type { Role } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';

/** What a person at a national node may be. */
export const ROLE_LABELS: Readonly<Record<Role, Labels>> = {
  investigator: labels('Oficial de registro policial', 'Police registry officer', 'Oficial de registro policial', 'Medewerker politieregister'),
  prosecutor: labels('Fiscal', 'Prosecutor', 'Promotor de justiça', 'Officier van justitie'),
  clerk: labels('Oficial de la autoridad central', 'Clerk of the central authority', 'Servidor da autoridade central', 'Medewerker centrale autoriteit'),
  registrar: labels('Responsable del registro', 'Registrar', 'Responsável pelo registro', 'Registerhouder'),
  auditor: labels('Auditor', 'Auditor', 'Auditor', 'Auditor'),
  operator: labels('Operador técnico', 'Operator', 'Operador técnico', 'Beheerder'),
}; // prettier-ignore

/** The offices outside the node for which a purpose is meant. */
export const OFFICES = {
  'police-registry-officer': labels('Oficial de registro policial', 'Police registry officer', 'Oficial de registro policial', 'Medewerker politieregister'),
  'police-head': labels('Jefatura de policía', 'Head of police', 'Chefia de polícia', 'Politieleiding'),
  'border-officer': labels('Oficial de fronteras', 'Border officer', 'Agente de fronteira', 'Grensambtenaar'),
  prosecutor: labels('Fiscal', 'Prosecutor', 'Promotor de justiça', 'Officier van justitie'),
  court: labels('Tribunal', 'Court', 'Tribunal', 'Rechtbank'),
  'prison-service': labels('Servicio penitenciario', 'Prison service', 'Administração penitenciária', 'Gevangeniswezen'),
  'central-authority': labels('Autoridad central', 'Central authority', 'Autoridade central', 'Centrale autoriteit'),
  'vetting-body': labels('Organismo de verificación', 'Vetting body', 'Órgão de verificação', 'Screeningsinstantie'),
  'licensing-body': labels('Autoridad de licencias', 'Licensing body', 'Autoridade de licenciamento', 'Vergunningverlener'),
  'migration-authority': labels('Autoridad migratoria', 'Migration authority', 'Autoridade migratória', 'Migratiedienst'),
  'procurement-body': labels('Organismo de contratación', 'Procurement body', 'Órgão de contratação', 'Aanbestedende dienst'),
} as const; // prettier-ignore

/** The code of one of the {@link OFFICES}. */
export type OfficeCode = keyof typeof OFFICES;

/** What a question must bring with it. */
export const EVIDENCE = {
  CASE_NUMBER: labels('Número de causa', 'Case number', 'Número do processo', 'Zaaknummer'),
  ACCUSED_OFFENCE: labels('Delito imputado (ICCS)', 'Offence charged (ICCS)', 'Crime imputado (ICCS)', 'Tenlastegelegd feit (ICCS)'),
  AUTHORITY: labels('Autoridad requirente', 'Requesting authority', 'Autoridade requerente', 'Verzoekende autoriteit'),
  OFFICER: labels('Oficial responsable', 'Officer in charge', 'Oficial responsável', 'Verantwoordelijke ambtenaar'),
  COURT: labels('Tribunal', 'Court', 'Tribunal', 'Rechtbank'),
  REASON: labels('Motivo por escrito', 'Written reason', 'Motivo por escrito', 'Schriftelijke reden'),
  PLACE: labels('Lugar', 'Place', 'Local', 'Plaats'),
  IDENTITY_PROOF: labels('Prueba de identidad', 'Proof of identity', 'Prova de identidade', 'Identiteitsbewijs'),
  CONSENT: labels('Consentimiento', 'Consent', 'Consentimento', 'Toestemming'),
  CONSENT_OR_LAW: labels('Consentimiento o norma legal', 'Consent or legal provision', 'Consentimento ou norma legal', 'Toestemming of wettelijke bepaling'),
  LEGAL_BASIS: labels('Base legal nacional', 'National legal basis', 'Base legal nacional', 'Nationale rechtsgrondslag'),
  POSITION: labels('Puesto o actividad', 'Position or activity', 'Cargo ou atividade', 'Functie of activiteit'),
  APPLICATION_NUMBER: labels('Número de solicitud', 'Application number', 'Número do pedido', 'Aanvraagnummer'),
  FILE_NUMBER: labels('Número de expediente', 'File number', 'Número do expediente', 'Dossiernummer'),
} as const; // prettier-ignore

/** The code of one piece of {@link EVIDENCE}. */
export type EvidenceCode = keyof typeof EVIDENCE;
