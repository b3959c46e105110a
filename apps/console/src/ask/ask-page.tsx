import { Button, Group } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Catalogue } from '../api/shapes.js';
import { useSession } from '../session/use-session.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome } from '../shell/states.js';
import { useCatalogue } from '../words/use-catalogue.js';
import classes from './ask.module.css';
import { CaseSection } from './case-section.js';
import { faultsOf, type Fault } from './check-form.js';
import { CountriesSection } from './countries-section.js';
import { FaultList } from './fault-list.js';
import { basisToTake } from './legal-basis.js';
import { PersonSection } from './person-section.js';
import { PurposeSection } from './purpose-section.js';
import { EMPTY_FORM, evidenceFor, type QuestionForm } from './question-form.js';
import { ReviewPage } from './review-page.js';
import { SaveDraft } from './save-draft.js';
import { Summary } from './summary.js';

/** A new question. */
export function AskPage() {
  return <AskForm initial={EMPTY_FORM} />;
}

interface AskFormProps {
  readonly initial: QuestionForm;
  /** The draft that it comes from. */
  readonly draftId?: string;
}

/** Two steps: fill in, look over and send. */
export function AskForm({ initial, draftId }: AskFormProps) {
  const { t } = useTranslation();
  const { data: catalogue, error, refetch } = useCatalogue();
  const [form, setForm] = useState(initial);
  const [isReview, setReview] = useState(false);
  if (error !== null) {
    return (
      <Page title={t('ask.title')}>
        <Failure error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (catalogue === undefined) {
    return (
      <Page title={t('ask.title')}>
        <ListToCome />
      </Page>
    );
  }
  const change = (next: QuestionForm) => {
    setForm(fitting(next, catalogue));
  };
  if (isReview)
    return <ReviewPage form={form} catalogue={catalogue} draftId={draftId} onBack={() => setReview(false)} />;
  return <FillIn {...{ form, change, catalogue, draftId }} onReview={() => setReview(true)} />;
}

/** What follows from what was chosen: the urgency and the evidence that the purpose has, and a basis that fits the countries. */
function fitting(form: QuestionForm, { purposes, legalBases }: Catalogue): QuestionForm {
  const { urgencies, evidence } = purposes.find(({ code }) => code === form.purpose) ?? NO_PURPOSE;
  return {
    ...form,
    urgency: urgencies.includes(form.urgency) ? form.urgency : (urgencies[0] as QuestionForm['urgency']),
    evidence: evidenceFor(evidence, form.evidence),
    legalBasis: basisToTake(legalBases, form.to, form.legalBasis),
  };
}

const NO_PURPOSE: Pick<Catalogue['purposes'][number], 'urgencies' | 'evidence'> = {
  urgencies: ['ROUTINE'],
  evidence: [],
};

interface FillInProps {
  readonly form: QuestionForm;
  readonly change: (form: QuestionForm) => void;
  readonly catalogue: Catalogue;
  readonly draftId: string | undefined;
  readonly onReview: () => void;
}

function FillIn({ form, change, catalogue, draftId, onReview }: FillInProps) {
  const { t } = useTranslation();
  const { role } = useSession();
  const [shown, setShown] = useState<readonly Fault[]>([]);
  const faults = faultsOf(form, catalogue.purposes, nowMs());
  // once told, a fault is shown until it is gone
  const open = shown.filter(({ field }) => faults.some((fault) => fault.field === field));
  const faultOf = (field: string) => {
    const found = open.some((each) => each.field === field) ? faults.find((each) => each.field === field) : undefined;
    return found === undefined ? undefined : t(`fault.${found.word}`);
  };
  const review = () => {
    setShown(faults);
    if (faults.length === 0) onReview();
    else requestAnimationFrame(() => document.getElementById('faults')?.focus());
  };
  const section = { form, change, catalogue, faultOf };
  return (
    <Page title={t('ask.title')} lead={t('ask.lead')}>
      <div className={classes['columns']}>
        <form
          className={classes['form']}
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            review();
          }}
        >
          <FaultList faults={open} />
          <PurposeSection {...section} role={role} />
          <CountriesSection {...section} />
          <CaseSection {...section} />
          <PersonSection {...section} />
          <Group justify="space-between" mt="lg">
            <SaveDraft form={form} draftId={draftId} />
            <Button type="submit" size="md" rightSection={<IconArrowRight size={18} />}>
              {t('ask.review')}
            </Button>
          </Group>
        </form>
        <Summary form={form} catalogue={catalogue} left={faults.length} />
      </div>
    </Page>
  );
}
