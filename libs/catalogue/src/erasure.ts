import { labels } from './label.js';
import type { Labels } from './label.js';
import type { LegalBasisStatus } from './legal-bases.js';

/** Why personal data may be erased: what stands in the leaf of an erasure, for ever. */
export interface ErasureGround {
  readonly code: string;
  readonly labels: Labels;
  /** `rule`: by the node itself when a retention rule says so; `order`: by an operator, on somebody's order. */
  readonly by: 'rule' | 'order';
  readonly source: string;
  readonly status: LegalBasisStatus;
}

/** How long personal data is kept. Each country's own law decides; these are the defaults of the software. */
export interface RetentionRule {
  readonly code: string;
  readonly labels: Labels;
  /** What starts the clock, and when it has run out, in words. */
  readonly ends: string;
  readonly source: string;
  readonly status: LegalBasisStatus;
}

/**
 * The closed list of grounds.
 *
 * @see docs/protocol/erasure.md, which a test keeps equal
 */
export const ERASURE_GROUNDS: readonly ErasureGround[] = [
  {
    code: 'RETENTION-ENDED',
    labels: labels('Fin del plazo de conservación', 'End of the retention period', 'Fim do prazo de conservação', 'Einde van de bewaartermijn'),
    by: 'rule',
    source: 'Regulation (EU) 2019/816, Art. 31(4): logs are erased after three years unless monitoring that has begun needs them (read); Brazil, Lei 13.709/2018, Art. 15 I and II (commentary read)',
    status: 'verified',
  },
  {
    code: 'SUBJECT-REQUEST',
    labels: labels('Solicitud del titular de los datos', 'Request of the person concerned', 'Pedido do titular dos dados', 'Verzoek van de betrokkene'),
    by: 'order',
    source: 'Argentina, Ley 25.326, Art. 16: suppression within five working days, recipients told within five more (read); Directive (EU) 2016/680, Art. 16(2) (not read)',
    status: 'verified',
  },
  {
    code: 'COURT-ORDER',
    labels: labels('Orden judicial', 'Order of a court', 'Ordem judicial', 'Rechterlijk bevel'),
    by: 'order',
    source: 'each country’s own procedure',
    status: 'illustrative',
  },
  {
    code: 'AUTHORITY-ORDER',
    labels: labels('Orden de la autoridad de protección de datos', 'Order of the data protection authority', 'Determinação da autoridade de proteção de dados', 'Bevel van de gegevensbeschermingsautoriteit'),
    by: 'order',
    source: 'Brazil, Lei 13.709/2018, Art. 15 IV (commentary read); Directive (EU) 2016/680, Art. 47(2) (not read)',
    status: 'unverified',
  },
  {
    code: 'UNLAWFUL-PROCESSING',
    labels: labels('Tratamiento ilícito', 'Unlawful processing', 'Tratamento ilícito', 'Onrechtmatige verwerking'),
    by: 'order',
    source: 'Directive (EU) 2016/680, Art. 16(2) (not read)',
    status: 'unverified',
  },
  {
    code: 'RECORD-REMOVED',
    labels: labels('Antecedente cancelado (amnistía, anulación, caducidad)', 'Record removed (amnesty, annulment, expiry)', 'Registro cancelado (anistia, anulação, caducidade)', 'Gegeven verwijderd (amnestie, vernietiging, verval)'),
    by: 'order',
    source: 'Argentina, Código Penal, Art. 51: the registration of a conviction expires ten or five years after sentence or its end (read); others: each register’s own law',
    status: 'verified',
  },
]; // prettier-ignore

/** The rules that the manifests of the programs name. @see docs/protocol/erasure.md */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    code: 'LOG',
    labels: labels('Registro y evidencia', 'Log and evidence', 'Registro e evidência', 'Log en bewijs'),
    ends: '36 months (setting, 1 to 60) after the end of the month in which it was written, with the period key',
    source: 'Regulation (EU) 2019/816, Art. 31(4): three years (read)',
    status: 'verified',
  },
  {
    code: 'WIRE',
    labels: labels('Copia de trabajo en tránsito', 'Working copy under way', 'Cópia de trabalho em trânsito', 'Werkkopie onderweg'),
    ends: 'when the message is sealed, taken, answered, refused or expired; transport life is 72 hours at most. A recall or notification is sent again until it is answered',
    source: 'ours: the signed content is the evidence, nothing else is kept of a message',
    status: 'illustrative',
  },
  {
    code: 'RECALL',
    labels: labels('Destinatarios de un antecedente', 'Recipients of a record', 'Destinatários de um registro', 'Ontvangers van een gegeven'),
    ends: '62 months of 31 days after the answer: no node keeps an answer longer, so no recall is due later; by no order before that',
    source: 'Argentina, Ley 25.326, Art. 16(4): recipients are told of a suppression (read); the length is ours',
    status: 'illustrative',
  },
  {
    code: 'REGISTER',
    labels: labels('Registro nacional', 'National register', 'Registro nacional', 'Nationaal register'),
    ends: 'by the register’s own law, when it removes the person; a conviction whose retentionEndDate is past is disclosed to nobody',
    source: 'Argentina, Código Penal, Art. 51 (read); each register’s own law',
    status: 'verified',
  },
  {
    code: 'SESSION',
    labels: labels('Sesión de un funcionario', 'Session of an official', 'Sessão de um funcionário', 'Sessie van een ambtenaar'),
    ends: 'when the official signs out, after the idle time (setting), and 24 hours after the sign-in at the latest; the entries of the log stay by their own rule',
    source: 'ours: a sign-in is of today',
    status: 'illustrative',
  },
]; // prettier-ignore
