import type { Outcome, RefusalReason, Urgency } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';

/** How a question ended, and what that is called. */
export interface OutcomeEntry {
  readonly code: Outcome;
  readonly labels: Labels;
  /** The ECRIS response type it corresponds to, where there is one. */
  readonly ecrisResponseType?: string;
}

/**
 * The outcomes of a question and of a query, those without an answer last. "Nothing that may be disclosed for this purpose" and "nothing there" are one outcome: the
 * asker must not be able to tell them apart.
 * @see ECRIS-RI domain v1.0, RequestResponseType
 */
export const OUTCOME_ENTRIES: readonly OutcomeEntry[] = [
  {
    code: 'RECORDS',
    ecrisResponseType: 'RRT-00-00',
    labels: labels('Con antecedentes', 'Records found', 'Com antecedentes', 'Gegevens gevonden'),
  },
  {
    code: 'NO_RECORD',
    ecrisResponseType: 'RRT-00-00',
    labels: labels('Sin antecedentes', 'No record', 'Nada consta', 'Geen gegevens'),
  },
  {
    code: 'REFUSED',
    ecrisResponseType: 'RRT-00-01',
    labels: labels('Denegada', 'Refused', 'Recusada', 'Geweigerd'),
  },
  {
    code: 'NOT_COMPETENT',
    ecrisResponseType: 'RRT-00-02',
    labels: labels('País no competente', 'Country not competent', 'País não competente', 'Land niet bevoegd'),
  },
  {
    code: 'DECEASED',
    ecrisResponseType: 'RRT-00-03',
    labels: labels('Persona fallecida', 'Person deceased', 'Pessoa falecida', 'Persoon overleden'),
  },
  {
    code: 'BIOMETRIC_MISMATCH',
    ecrisResponseType: 'RRT-00-04',
    labels: labels(
      'Las huellas no corresponden a los datos',
      'Fingerprints do not match the data',
      'As impressões digitais não correspondem aos dados',
      'Vingerafdrukken komen niet overeen met de gegevens',
    ),
  },
  {
    code: 'MULTIPLE_CANDIDATES',
    ecrisResponseType: 'RRT-00-05',
    labels: labels(
      'Varias personas posibles',
      'Several possible persons',
      'Várias pessoas possíveis',
      'Meerdere mogelijke personen',
    ),
  },
  {
    code: 'NOT_IDENTIFIED',
    labels: labels(
      'Persona no identificada',
      'Person not identified',
      'Pessoa não identificada',
      'Persoon niet geïdentificeerd',
    ),
  },
  {
    code: 'PARTIAL',
    labels: labels(
      'Respuesta parcial: faltan archivos',
      'Partial answer: some archives could not be reached',
      'Resposta parcial: faltam arquivos',
      'Gedeeltelijk antwoord: archieven ontbreken',
    ),
  },
  {
    code: 'HIT',
    labels: labels('Hay algo que comunicar', 'Hit', 'Há algo a comunicar', 'Treffer'),
  },
  {
    code: 'NO_HIT',
    labels: labels('Nada que comunicar', 'No hit', 'Nada a comunicar', 'Geen treffer'),
  },
  {
    code: 'MORE_INFORMATION',
    labels: labels(
      'Faltan datos de la persona',
      'More information needed',
      'Faltam dados da pessoa',
      'Meer gegevens nodig',
    ),
  },
  {
    code: 'REJECTED',
    labels: labels('Rechazada por defectuosa', 'Rejected as faulty', 'Rejeitada por defeito', 'Afgewezen wegens fout'),
  },
  {
    code: 'UNDELIVERABLE',
    labels: labels('No se pudo entregar', 'Could not be delivered', 'Não pôde ser entregue', 'Kon niet worden bezorgd'),
  },
  {
    code: 'TIMED_OUT',
    labels: labels(
      'Sin respuesta en plazo',
      'No answer in time',
      'Sem resposta no prazo',
      'Geen antwoord binnen de termijn',
    ),
  },
  {
    code: 'LAPSED',
    labels: labels(
      'Caducada por falta de información',
      'Lapsed for lack of information',
      'Caducada por falta de informações',
      'Vervallen wegens ontbrekende gegevens',
    ),
  },
  { code: 'CANCELLED', labels: labels('Retirada', 'Taken back', 'Retirada', 'Ingetrokken') },
];

/** Why an answering country refuses. */
export const REFUSAL_ENTRIES: readonly { readonly code: RefusalReason; readonly labels: Labels }[] = [
  {
    code: 'LEGAL_BASIS',
    labels: labels('Falta base legal', 'No legal basis', 'Falta base legal', 'Geen rechtsgrondslag'),
  },
  {
    code: 'PURPOSE',
    labels: labels('Finalidad no admitida', 'Purpose not accepted', 'Finalidade não admitida', 'Doel niet toegestaan'),
  },
  {
    code: 'POLITICAL_OFFENCE',
    labels: labels('Delito político', 'Political offence', 'Crime político', 'Politiek delict'),
  },
  { code: 'MINOR', labels: labels('Persona menor de edad', 'Minor', 'Menor de idade', 'Minderjarige') },
  { code: 'ORDRE_PUBLIC', labels: labels('Orden público', 'Public policy', 'Ordem pública', 'Openbare orde') },
  {
    code: 'ONGOING_PROCEEDINGS',
    labels: labels('Proceso en curso', 'Ongoing proceedings', 'Processo em curso', 'Lopende procedure'),
  },
  {
    code: 'DISPROPORTIONATE',
    labels: labels('Desproporcionada', 'Disproportionate', 'Desproporcional', 'Onevenredig'),
  },
];

/** How fast an answer is needed; `hours` is the limit the class sets, ROUTINE follows the purpose's deadline. */
export const URGENCY_CLASSES: readonly { readonly code: Urgency; readonly hours?: number; readonly labels: Labels }[] =
  [
    { code: 'FLASH', hours: 1, labels: labels('Inmediata', 'Flash', 'Imediata', 'Onmiddellijk') },
    { code: 'URGENT', hours: 48, labels: labels('Urgente', 'Urgent', 'Urgente', 'Dringend') },
    { code: 'ROUTINE', labels: labels('Ordinaria', 'Routine', 'Ordinária', 'Gewoon') },
  ];
