import { useTranslation } from 'react-i18next';
import type { SectionProps } from './section-props.js';
import { PersonFields } from './person-fields.js';
import { Section } from './section.js';

/** Whom it is about. */
export function PersonSection({ form, change, catalogue, faultOf }: SectionProps) {
  const { t } = useTranslation();
  return (
    <Section step={4} title={t('ask.person')} text={t('ask.personText')}>
      <PersonFields
        person={form.person}
        countries={form.to}
        catalogue={catalogue}
        faultOf={faultOf}
        onChange={(person) => {
          change({ ...form, person });
        }}
      />
    </Section>
  );
}
