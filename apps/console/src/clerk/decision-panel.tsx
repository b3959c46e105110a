import { Button, Checkbox, Group, Radio, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { Order, ReceivedQuestion } from '../api/shapes.js';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';
import { dayIn } from '../words/formats.js';
import type { Language } from '../words/languages.js';
import { useCatalogue, useNameOf } from '../words/use-catalogue.js';
import classes from './clerk.module.css';
import {
  candidatesFor,
  decided,
  ITEMS,
  kindsFor,
  leavesAlone,
  orderOf,
  startOf,
  type DecisionForm,
  type Done,
} from './decision.js';

interface DecisionPanelProps {
  readonly question: ReceivedQuestion;
  readonly onDone: (what: Done) => void;
}

/** What a clerk decides, what the asking country reads of it, and a look over before it leaves. */
export function DecisionPanel({ question, onDone }: DecisionPanelProps) {
  const { t, i18n } = useTranslation();
  const [form, setForm] = useState(() => startOf(question));
  const [isShown, setShown] = useState(false);
  const [isLookedOver, setLookedOver] = useState(false);
  const order = orderOf(form, i18n.language as Language);
  const change = (more: Partial<DecisionForm>) => {
    setForm({ ...form, ...more });
  };
  return (
    <section className="card" aria-labelledby="decision">
      <h2 id="decision">{t('decide.title')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setShown(true);
          setLookedOver(typeof order !== 'string');
        }}
      >
        <Radio.Group
          label={t('decide.label')}
          value={form.kind}
          onChange={(kind) => {
            setForm(decided(form, question, kind));
          }}
          {...(isShown && order === 'kind' ? { error: t('decide.lacks.kind') } : {})}
        >
          <div className={classes['kinds']}>
            {kindsFor(question).map((kind) => (
              <Radio key={kind} value={kind} label={t(`decide.${kind}.name`)} description={t(`decide.${kind}.tells`)} />
            ))}
          </div>
        </Radio.Group>
        <Details question={question} form={form} onChange={change} lacks={isShown ? order : undefined} />
        <Group mt="lg" justify="flex-end">
          <Button type="submit">{t('decide.review')}</Button>
        </Group>
      </form>
      {typeof order !== 'string' && (
        <LookOver
          question={question}
          order={order}
          isOpen={isLookedOver}
          onClose={() => {
            setLookedOver(false);
          }}
          onDone={onDone}
        />
      )}
    </section>
  );
}

interface DetailsProps {
  readonly question: ReceivedQuestion;
  readonly form: DecisionForm;
  readonly onChange: (more: Partial<DecisionForm>) => void;
  readonly lacks: unknown;
}

/** What a decision of this kind needs besides. */
function Details({ question, form, onChange, lacks }: DetailsProps) {
  const { t } = useTranslation();
  const { data: catalogue } = useCatalogue();
  if (form.kind === 'REFUSED') {
    return (
      <Select
        mt="md"
        id="refusal"
        label={t('decide.reason')}
        data={(catalogue?.refusals ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        value={form.reason === '' ? null : form.reason}
        onChange={(reason) => {
          onChange({ reason: (reason ?? '') as DecisionForm['reason'] });
        }}
        {...(lacks === 'reason' ? { error: t('decide.lacks.reason') } : {})}
      />
    );
  }
  if (form.kind === 'ASK') {
    return (
      <>
        <Checkbox.Group
          mt="md"
          label={t('decide.items')}
          description={t('decide.itemsHint')}
          value={[...form.missing]}
          onChange={(missing) => {
            onChange({ missing: missing });
          }}
          {...(lacks === 'missing' ? { error: t('decide.lacks.missing') } : {})}
        >
          <div className={classes['items']}>
            {ITEMS.map((item) => (
              <Checkbox key={item} value={item} label={t(`missing.${item}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Textarea
          mt="md"
          id="note"
          label={t('decide.note')}
          description={t('decide.noteHint')}
          maxLength={400}
          value={form.note}
          onChange={({ currentTarget }) => {
            onChange({ note: currentTarget.value.replaceAll('\n', ' ') });
          }}
        />
      </>
    );
  }
  if (form.kind === 'PARTIAL') {
    return (
      <>
        <Who question={question} form={form} onChange={onChange} lacks={lacks} />
        <Textarea
          mt="md"
          id="archives"
          label={t('decide.archives')}
          description={t('decide.archivesHint')}
          rows={3}
          maxLength={2000}
          value={form.archives}
          onChange={({ currentTarget }) => {
            onChange({ archives: currentTarget.value });
          }}
          {...(lacks === 'archives' ? { error: t('decide.lacks.archives') } : {})}
        />
      </>
    );
  }
  if (form.kind !== 'PERSON' && form.kind !== 'DECEASED' && form.kind !== 'BIOMETRIC_MISMATCH') return null;
  return <Who question={question} form={form} onChange={onChange} lacks={lacks} />;
}

/** Which of the candidates it is. */
function Who({ question, form, onChange, lacks }: DetailsProps) {
  const { t, i18n } = useTranslation();
  return (
    <Radio.Group
      mt="md"
      label={t('decide.who')}
      value={form.personId}
      onChange={(personId) => {
        onChange({ personId });
      }}
      {...(lacks === 'person' ? { error: t('decide.lacks.person') } : {})}
    >
      <div className={classes['kinds']}>
        {candidatesFor(question, form.kind).map(({ candidate: { personId, identity }, mayGo, held, number }) => (
          <Radio
            key={personId}
            value={personId}
            label={`${t('score.candidate', { number })}: ${identity.names[0]?.full ?? ''}`}
            description={[
              identity.birthDate === undefined
                ? ''
                : t('record.born', { day: dayIn(i18n.language, identity.birthDate) }),
              t('score.mayGo', { count: mayGo, held }),
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

interface LookOverProps extends DecisionPanelProps {
  readonly order: Order;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The last moment: what is decided, what the other country reads, whether it leaves now. */
function LookOver({ question, order, isOpen, onClose, onDone }: LookOverProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { questionId: id, country, candidates } = question;
  const deciding = useMutation({
    mutationFn: () =>
      read<{ result: 'SENT' | 'WAITS_FOR_RELEASE' }>(
        api.POST('/api/v1/clerk/questions/{id}/decision', { params: { path: { id } }, body: order }),
      ),
    onSuccess: ({ result }) => {
      onDone(order.kind === 'ASK' ? 'ASKED' : result);
    },
  });
  const chosen = 'personId' in order && candidates.find(({ candidate }) => candidate.personId === order.personId);
  return (
    <Dialog opened={isOpen} title={t('decide.confirm')} size="lg" onClose={onClose}>
      <Stack>
        <Text fw={650}>
          {t(`decide.${order.kind}.name`)}
          {chosen !== false && chosen !== undefined && `: ${chosen.candidate.identity.names[0]?.full ?? ''}`}
          {'reason' in order && `: ${nameOf('refusals', order.reason)}`}
        </Text>
        {'archives' in order && <Text>{order.archives.map(({ value }) => value).join('; ')}</Text>}
        {'missing' in order && <Text>{order.missing.map((item) => t(`missing.${item}`)).join(', ')}</Text>}
        <Text>
          {t('decide.reads', { country: nameOf('countries', country) })} {t(`decide.${order.kind}.tells`)}
        </Text>
        <Text>{t(leavesAlone(order, question) ? 'decide.atOnce' : 'decide.secondPerson')}</Text>
        <Text size="sm" className="quiet">
          {t('decide.logged')}
        </Text>
        {deciding.isError && <Failure error={deciding.error} />}
        <Group justify="space-between">
          <Button variant="default" onClick={onClose}>
            {t('action.back')}
          </Button>
          <Button data-autofocus loading={deciding.isPending} onClick={() => deciding.mutate()}>
            {t('decide.send')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
