import { useState } from 'react'
import { type Locale, locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { usePlace } from '#ui/pages.ts'
import { fromNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { type DifferenceLine, Subject, servicesApi, type Terms, type TermsBody } from '../contract.ts'
import { linesIn } from './filter.ts'
import { useReader } from './reader.ts'
import { TermsText } from './TermsText.tsx'
import { servicesTexts } from './texts.ts'
import './services.css'

/** Every version of the terms of one subject; who leads the team writes the next. */
export function TermsPage() {
  const t = useText(servicesTexts)
  const read = Subject.safeParse(usePlace('id'))
  const subject = read.success ? read.data : 'membership'
  const { mayPublish } = useReader()
  const { data: catalogue, error: unknown, refetch: again } = useCall(servicesApi.catalogue, {})
  const { data, error, refetch } = useCall(servicesApi.terms, { id: subject })
  if (unknown && !catalogue)
    return (
      <Page title={t('list.title')}>
        <FaultNotice fault={unknown} onRetry={() => void Promise.all([again(), refetch()])} />
      </Page>
    )
  if (!catalogue) return <PageAwaited />
  const name = catalogue.services.find(({ id }) => id === subject)?.name ?? t('ours.agreement')
  return (
    <Page title={t('terms.title', { name })} lead={t('terms.lead')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data?.versions.length === 0 && (
        <Empty title={t('terms.none')}>
          <p>{t('terms.none.next')}</p>
        </Empty>
      )}
      {data && mayPublish && <Write key={data.versions.length} subject={subject} versions={data.versions} draft={data.draft} />}
      {data?.versions.map((terms) => (
        <Version key={terms.version} terms={terms} />
      ))}
    </Page>
  )
}

function Version({ terms }: { terms: Terms }) {
  const t = useText(servicesTexts)
  return (
    <section className="services-version">
      <div className="services-one-head">
        <h2 className="ds-heading" data-size="2xs">
          {t('terms.version', { version: terms.version })}
          {terms.current && ` · ${t('terms.current')}`}
        </h2>
        <span className="services-why">
          {t('terms.from')} <TimeText at={terms.validFrom} only="moment" /> · {t('terms.by', { name: terms.publishedBy })}
        </span>
      </div>
      <p>
        <b>{t('terms.changed')}:</b> {terms.changed}
      </p>
      <TermsText terms={terms} />
    </section>
  )
}

/** A new version: written in three languages, seen as a difference, and then published. */
function Write({ subject, versions, draft }: { subject: Subject; versions: readonly Terms[]; draft: TermsBody }) {
  const t = useText(servicesTexts)
  const [open, setOpen] = useState(false)
  const [values, setValues] = useState<Record<string, string>>({})
  const after = versions[0]?.version ?? 0
  const preview = useAction(servicesApi.publish)
  const publish = useAction(servicesApi.publish, {
    onDone: ({ version }) => tell(t('terms.published', { version })),
  })
  const asked = () => ({ id: subject, after, ...readForm(values) })
  if (!open)
    return (
      <div className="actions">
        <Button look={after === 0 ? 'primary' : 'secondary'} onClick={() => setOpen(true)}>
          {t('terms.write')}
        </Button>
      </div>
    )
  const wrong = (key: 'text' | 'ours' | 'yours' | 'changed') => [key, t('terms.missing')] as const
  const fault = publish.error ?? preview.error
  return (
    <Section title={t('terms.write')}>
      {after === 0 && <Notice>{t('terms.write.first')}</Notice>}
      <Form
        action={t('terms.preview')}
        busy={preview.isPending}
        fault={worded(fault, Object.fromEntries([wrong('text'), wrong('changed')]), t('terms.missing'))}
        onSubmit={(given) => {
          setValues(given)
          preview.mutate({ id: subject, after, ...readForm(given), dryRun: true })
        }}
      >
        {locales.map((locale) => (
          <fieldset key={locale} className="services-language">
            <legend className="ds-label">{t(`terms.lang.${locale}`)}</legend>
            <TextAreaField name={`${locale}.text`} label={t('terms.text')} rows={6} defaultValue={draft[locale].text} />
            <TextAreaField
              name={`${locale}.ours`}
              label={t('terms.ours.field')}
              rows={4}
              defaultValue={draft[locale].ours.join('\n')}
            />
            <TextAreaField
              name={`${locale}.yours`}
              label={t('terms.yours.field')}
              rows={4}
              defaultValue={draft[locale].yours.join('\n')}
            />
            <TextField name={`${locale}.changed`} label={t('terms.changed.field')} maxLength={500} />
          </fieldset>
        ))}
        <TextField name="day" type="date" label={t('terms.day')} hint={t('terms.day.hint')} optional />
      </Form>
      {preview.data && (
        <>
          <Difference lines={preview.data.difference} />
          {after > 0 && (
            <>
              <p>{t('terms.again', { count: preview.data.mustAgain, of: preview.data.of })}</p>
              <p>{t('terms.letters', { count: preview.data.letters, of: preview.data.enrolled })}</p>
            </>
          )}
          <div className="actions">
            <Button busy={publish.isPending} onClick={() => publish.mutate(asked())}>
              {t('terms.publish', { version: preview.data.version })}
            </Button>
          </div>
        </>
      )}
    </Section>
  )
}

function readForm(values: Record<string, string>) {
  const of = (locale: Locale, key: string) => values[`${locale}.${key}`] ?? ''
  const each = <Value,>(read: (locale: Locale) => Value) =>
    Object.fromEntries(locales.map((locale) => [locale, read(locale)])) as Record<Locale, Value>
  return {
    body: each((locale) => ({
      text: of(locale, 'text'),
      ours: linesIn(of(locale, 'ours')),
      yours: linesIn(of(locale, 'yours')),
    })),
    changed: each((locale) => of(locale, 'changed')),
    ...(values.day && { validFrom: fromNorwegian(`${values.day}T00:00`) }),
  }
}

const marks = { same: 'span', in: 'ins', out: 'del' } as const

function Difference({ lines }: { lines: readonly DifferenceLine[] }) {
  const t = useText(servicesTexts)
  return (
    <Section title={t('terms.difference')}>
      <ul className="services-difference">
        {lines.map(({ what, text }) => {
          const Mark = marks[what]
          return (
            <li key={`${what} ${text}`}>
              <Mark>{text}</Mark>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
