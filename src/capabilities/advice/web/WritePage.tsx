import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Id } from '#domain/id.ts'
import { locales } from '#domain/locale.ts'
import { ApiFault, useAction, useCall } from '#ui/api.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { Form, SelectField, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type AdviceVersion, adviceApi, topics } from '../contract.ts'
import { readForm, writeReferences } from './filter.ts'
import { adviceTexts } from './texts.ts'
import './advice.css'

/** Writes a new block. */
export function NewAdvicePage() {
  const t = useText(adviceTexts)
  const navigate = useNavigate()
  const [draft, keep, forget] = useDraft('advice.new')
  const add = useAction(adviceApi.add, {
    onDone: ({ id }) => {
      forget()
      tell(t('write.added'))
      void navigate({ to: `/advice/${id}` })
    },
  })
  return (
    <Page title={t('write.new')} lead={t('write.lead')}>
      <BlockForm
        action={t('write.add')}
        back="/advice"
        values={valuesIn(draft)}
        busy={add.isPending}
        fault={add.error}
        onChange={keep}
        onSubmit={(values) => add.mutate(readForm(values))}
      />
    </Page>
  )
}

/** Makes the next version of a block. */
export function ChangeAdvicePage() {
  const t = useText(adviceTexts)
  const id = usePlace('id') as Id<'adb'>
  const { data, error, refetch } = useCall(adviceApi.one, { id })
  if (data)
    return data.block.retired ? (
      <Page title={data.block.title} lead={t('one.retired')}>
        <TextLink to={`/advice/${id}`}>{t('write.back')}</TextLink>
      </Page>
    ) : (
      <Change id={id} title={data.block.title} content={data.content} onOlder={() => void refetch()} />
    )
  if (!error) return <PageAwaited />
  const isMissing = error.status === 404 || error.code === 'invalid'
  return (
    <Page title={isMissing ? t('one.none') : t('list.title')} {...(isMissing && { lead: t('one.none.next') })}>
      {isMissing ? (
        <TextLink to="/advice">{t('one.list')}</TextLink>
      ) : (
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

function Change({ id, title, content, onOlder }: { id: Id<'adb'>; title: string; content: AdviceVersion; onOlder: () => void }) {
  const t = useText(adviceTexts)
  const navigate = useNavigate()
  const [draft, keep, forget] = useDraft(`advice.${id}`)
  // Whoever was told of a newer version and saves again means it; until then the version that was read is followed.
  const [read] = useState(() => Number(valuesIn(draft).after) || content.version)
  const change = useAction(adviceApi.change, {
    onDone: ({ version }) => {
      forget()
      tell(t('write.changed', { version }))
      void navigate({ to: `/advice/${id}` })
    },
  })
  const isOlder = change.error?.code === 'advice-changed'
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest is asked for once each time somebody was first
  useEffect(() => {
    if (isOlder) onOlder()
  }, [isOlder])
  const after = isOlder ? content.version : read
  return (
    <Page title={title} lead={t('write.next', { version: after + 1 })}>
      {isOlder && (
        <Notice tone="warning">
          <a className="ds-link" href={`/advice/${id}?from=${read}&to=${content.version}`} target="_blank" rel="noreferrer">
            {t('write.older')}
          </a>
        </Notice>
      )}
      <BlockForm
        action={t('write.save')}
        back={`/advice/${id}`}
        values={draft ? valuesIn(draft) : valuesOf(content)}
        busy={change.isPending}
        fault={change.error}
        onChange={(text) => keep(JSON.stringify({ ...valuesIn(text), after: String(read) }))}
        onSubmit={(values) => change.mutate({ id, after, ...readForm(values) })}
      />
    </Page>
  )
}

type Values = Readonly<Record<string, string>>

function valuesIn(draft: string): Values {
  try {
    return JSON.parse(draft || '{}') as Values
  } catch {
    return {}
  }
}

const valuesOf = ({ topic, texts, references }: AdviceVersion): Values => ({
  topic,
  references: writeReferences(references),
  ...Object.fromEntries(
    locales.flatMap((locale) => [
      [`${locale}.title`, texts[locale]?.title ?? ''],
      [`${locale}.text`, texts[locale]?.text ?? ''],
    ]),
  ),
})

/** The form of a block. All that is typed is kept until it is sent. */
function BlockForm({
  action,
  back,
  values,
  busy,
  fault,
  onChange,
  onSubmit,
}: {
  action: string
  back: string
  values: Values
  busy: boolean
  fault: ApiFault | null
  onChange: (draft: string) => void
  onSubmit: (values: Record<string, string>) => void
}) {
  const t = useText(adviceTexts)
  const [first] = useState(values)
  const atFields = useFieldFaults(fault)
  return (
    <div
      className="advice-write"
      onInput={({ target }) => {
        const { form } = target as HTMLInputElement
        if (form) onChange(JSON.stringify(Object.fromEntries(new FormData(form))))
      }}
    >
      <Form
        action={action}
        busy={busy}
        fault={atFields}
        onSubmit={onSubmit}
        actions={<ButtonLink to={back}>{t('write.back')}</ButtonLink>}
      >
        <SelectField
          name="topic"
          label={t('column.topic')}
          defaultValue={first.topic ?? 'other'}
          choices={topics.map((value) => ({ value, label: t(`topic.${value}`) }))}
        />
        <p className="field-hint">{t('write.text.hint')}</p>
        <div className="advice-languages">
          {locales.map((locale) => (
            <fieldset key={locale}>
              <legend className="ds-label">{t(`language.${locale}`)}</legend>
              <TextField
                name={`${locale}.title`}
                label={t('write.title')}
                lang={locale}
                maxLength={200}
                optional
                defaultValue={first[`${locale}.title`]}
              />
              <TextAreaField
                name={`${locale}.text`}
                label={t('write.text')}
                lang={locale}
                rows={12}
                maxLength={5_000}
                optional
                defaultValue={first[`${locale}.text`]}
              />
            </fieldset>
          ))}
        </div>
        <TextAreaField
          name="references"
          label={t('references')}
          hint={t('write.references.hint')}
          rows={3}
          optional
          defaultValue={first.references}
        />
        <TextField name="why" label={t('why')} hint={t('write.why.hint')} maxLength={500} defaultValue={first.why} />
      </Form>
    </div>
  )
}

/** What the server says of a field, at that field and in the reader's words. */
function useFieldFaults(fault: ApiFault | null): ApiFault | null {
  const t = useText(adviceTexts)
  if (fault?.code !== 'invalid' || Object.keys(fault.fields).length === 0) return fault
  const parts: Readonly<Record<string, string>> = { title: t('write.title.wrong'), text: t('write.text.wrong') }
  const others: Readonly<Record<string, string>> = { references: t('write.references.wrong'), why: t('why.wrong') }
  const fields = Object.keys(fault.fields).map((path): [string, string] => {
    const [whole = '', locale, part = ''] = path.split('.')
    if (whole !== 'texts') return [whole, others[whole] ?? t('field.wrong')]
    return part in parts ? [`${locale}.${part}`, parts[part]!] : ['nb.title', t('write.none')]
  })
  return new ApiFault(fault.status, {
    code: fault.code,
    message: fault.message,
    ...(fault.next && { next: fault.next }),
    fields: Object.fromEntries(fields),
  })
}
