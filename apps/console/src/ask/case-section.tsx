import { MultiSelect, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SectionProps } from './section-props.js';
import classes from './ask.module.css';
import { DateFields } from './date-fields.js';
import { offeredBases } from './legal-basis.js';
import { BROUGHT_BY, type EvidenceForm, type Urgency } from './question-form.js';
import { Section } from './section.js';

/** What is told in words. */
const TEXTS = [
  'reason',
  'place',
  'court',
  'position',
  'identityProof',
  'law',
] as const satisfies (keyof EvidenceForm)[];

/** By which right and for which case, with what the purpose wants and nothing else. */
export function CaseSection(props: SectionProps) {
  const { form, change, catalogue, faultOf } = props;
  const { t } = useTranslation();
  const rule = catalogue.purposes.find(({ code }) => code === form.purpose);
  const bases = offeredBases(catalogue.legalBases, form.to);
  const chosen = bases.find(({ code }) => code === form.legalBasis);
  return (
    <Section step={3} title={t('ask.case')} text={t('ask.caseText')}>
      <div className={classes['fields']}>
        <Select
          id="legalBasis"
          className={classes['wide']}
          label={t('ask.legalBasis')}
          description={chosen === undefined ? t('ask.legalBasisFirst') : t(`sureness.${chosen.status}`)}
          data={bases.map(({ code, name, covers }) => ({
            value: code,
            label:
              covers.length === form.to.length
                ? name
                : t('ask.covers', { name, count: covers.length, of: form.to.length }),
          }))}
          value={form.legalBasis === '' ? null : form.legalBasis}
          disabled={bases.length === 0}
          onChange={(legalBasis) => {
            change({ ...form, legalBasis: legalBasis ?? '' });
          }}
          error={faultOf('legalBasis')}
        />
        <TextInput
          id="caseReference"
          label={t('ask.caseReference')}
          description={t('ask.caseHint')}
          value={form.caseReference}
          maxLength={100}
          onChange={({ currentTarget }) => {
            change({ ...form, caseReference: currentTarget.value });
          }}
          error={faultOf('caseReference')}
        />
        {rule !== undefined && rule.urgencies.length > 1 && (
          <div>
            <div className={classes['legend']} id="urgency-label">
              {t('ask.urgency')}
            </div>
            <p className={classes['hint']}>{t('ask.urgencyHint')}</p>
            <SegmentedControl
              aria-labelledby="urgency-label"
              value={form.urgency}
              data={rule.urgencies.map((code) => ({
                value: code,
                label: catalogue.urgencies.find((each) => each.code === code)?.name ?? code,
              }))}
              onChange={(urgency) => {
                change({ ...form, urgency: urgency as Urgency });
              }}
            />
          </div>
        )}
        {rule !== undefined && <EvidenceFields {...props} wanted={rule.evidence} />}
      </div>
    </Section>
  );
}

function EvidenceFields({
  form,
  change,
  catalogue,
  faultOf,
  wanted,
}: SectionProps & { readonly wanted: readonly string[] }) {
  const { t } = useTranslation();
  const { evidence } = form;
  const set = (part: Partial<EvidenceForm>) => {
    change({ ...form, evidence: { ...evidence, ...part } });
  };
  const fields = wanted.flatMap((code) => BROUGHT_BY[code] ?? []);
  const texts = TEXTS.filter((field) => fields.includes(field));
  return (
    <>
      {fields.includes('accusedOffences') && (
        <MultiSelect
          id="offences"
          className={classes['wide']}
          label={t('ask.offences')}
          description={t('ask.offencesHint')}
          placeholder={evidence.accusedOffences.length === 0 ? t('ask.offencesSearch') : ''}
          searchable
          limit={60}
          maxValues={10}
          hidePickedOptions
          onKeyDown={(event) => {
            // takes what is marked in the list, and never sends the form while somebody still searches
            if (event.key === 'Enter') event.preventDefault();
          }}
          nothingFoundMessage={t('state.nothingFound')}
          data={catalogue.offences.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
          value={[...evidence.accusedOffences]}
          onChange={(accusedOffences) => {
            set({ accusedOffences });
          }}
          error={faultOf('offences')}
        />
      )}
      {texts.map((field) => (
        <Textarea
          key={field}
          id={field}
          className={field === 'reason' ? classes['wide'] : ''}
          label={t(`evidence.${field}.label`)}
          description={t(`evidence.${field}.hint`)}
          rows={field === 'reason' ? 2 : 1}
          maxLength={field === 'law' || field === 'identityProof' ? 200 : 400}
          value={evidence[field]}
          onChange={({ currentTarget }) => {
            // a line of text on the wire
            set({ [field]: currentTarget.value.replaceAll(/\s*\n\s*/g, ' ') });
          }}
          error={faultOf(field)}
        />
      ))}
      {fields.includes('consentOn') && (
        <div id="consent" className={classes['wide']}>
          <div className={classes['fields']}>
            <TextInput
              label={t('evidence.consent.label')}
              description={t('evidence.consent.hint')}
              maxLength={50}
              value={evidence.consentReference}
              onChange={({ currentTarget }) => {
                set({ consentReference: currentTarget.value });
              }}
              error={faultOf('consent')}
            />
            <DateFields
              id="consentOn"
              label={t('evidence.consent.on')}
              hint={t('ask.dateHint')}
              value={evidence.consentOn}
              onChange={(consentOn) => {
                set({ consentOn });
              }}
            />
          </div>
        </div>
      )}
    </>
  );
}
