import { useState } from 'react'
import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { silenceApi } from '../contract.ts'
import { silenceTexts } from './texts.ts'
import './silence.css'

type Wordings = z.output<typeof silenceApi.wordings.output>
const keys = ['b', 'c'] as const

/** The wordings of a warning of low severity: its own, and up to two others that some addressees get instead. */
export function WordingsPage() {
  const t = useText(silenceTexts)
  const id = usePlace('id') as Id<'adv'>
  const { data, error, refetch } = useCall(silenceApi.wordings, { id })
  return (
    <Page
      title={t('wordings.title')}
      lead={t('wordings.lead')}
      actions={
        <ButtonLink to={`/advisories/${id}`} look="secondary">
          {t('to.warning')}
        </ButtonLink>
      }
    >
      {error && !data && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <div aria-busy="true">
          <span className="bone" style={{ width: '50%' }} />
        </div>
      )}
      {data && (
        <>
          {!data.allowed && <Notice>{t('wordings.not')}</Notice>}
          {data.allowed && !data.open && <Notice>{t('wordings.closed')}</Notice>}
          <Own wordings={data} />
          {data.open && data.allowed ? <Editor key={data.revision} id={id} wordings={data} /> : <Others wordings={data} />}
        </>
      )}
    </Page>
  )
}

const written = ({ own }: Wordings) => locales.filter((locale) => own.title[locale])

function Own({ wordings }: { wordings: Wordings }) {
  const t = useText(silenceTexts)
  return (
    <Section title={t('wordings.own')}>
      <Texts title={wordings.own.title} summary={wordings.own.summary} />
    </Section>
  )
}

function Others({ wordings: { variants } }: { wordings: Wordings }) {
  const t = useText(silenceTexts)
  if (variants.length === 0) return <p>{t('wordings.none')}</p>
  return variants.map(({ key, title, summary }) => (
    <Section key={key} title={t('wordings.one', { key: key.toUpperCase() })}>
      <Texts title={title} summary={summary} />
    </Section>
  ))
}

function Texts({ title, summary }: Wordings['own']) {
  const t = useText(silenceTexts)
  return locales
    .filter((locale) => title[locale])
    .map((locale) => (
      <p key={locale}>
        <b lang={locale}>{title[locale]}</b> <span className="faint">({t(`language.${locale}`)})</span>
        <br />
        <span lang={locale}>{summary[locale]}</span>
      </p>
    ))
}

function Editor({ id, wordings }: { id: Id<'adv'>; wordings: Wordings }) {
  const t = useText(silenceTexts)
  const [shown, setShown] = useState<readonly (typeof keys)[number][]>(wordings.variants.map(({ key }) => key))
  const save = useAction(silenceApi.setWordings, { onDone: () => tell(t('wordings.saved')) })
  const languages = written(wordings)
  const submit = (values: Record<string, string>) => {
    const text = (key: string, field: string) =>
      Object.fromEntries(locales.map((locale) => [locale, values[`${key}.${field}.${locale}`] ?? ''])) as Wordings['own']['title']
    const variants = shown.map((key) => ({ key, title: text(key, 'title'), summary: text(key, 'summary') }))
    save.mutate({ id, revision: wordings.revision, variants })
  }
  const next = keys.find((key) => !shown.includes(key))
  return (
    <Form
      action={t('wordings.save')}
      busy={save.isPending}
      fault={save.error}
      onSubmit={submit}
      actions={
        next && (
          <Button type="button" look="secondary" onClick={() => setShown([...shown, next])}>
            {t('wordings.add', { key: next.toUpperCase() })}
          </Button>
        )
      }
    >
      {shown.map((key) => {
        const before = wordings.variants.find((one) => one.key === key)
        return (
          <fieldset key={key} className="silence-wording">
            <legend>{t('wordings.one', { key: key.toUpperCase() })}</legend>
            {languages.map((locale) => (
              <div key={locale}>
                <TextField
                  lang={locale}
                  name={`${key}.title.${locale}`}
                  label={t('wordings.subject', { language: t(`language.${locale}`) })}
                  defaultValue={before?.title[locale] ?? ''}
                  maxLength={200}
                />
                <TextAreaField
                  lang={locale}
                  name={`${key}.summary.${locale}`}
                  label={t('wordings.summary', { language: t(`language.${locale}`) })}
                  hint={t('wordings.summary.hint')}
                  defaultValue={before?.summary[locale] ?? ''}
                  maxLength={2_000}
                  optional
                />
              </div>
            ))}
            <Button type="button" look="tertiary" onClick={() => setShown(shown.filter((one) => one !== key))}>
              {t('wordings.remove', { key: key.toUpperCase() })}
            </Button>
          </fieldset>
        )
      })}
    </Form>
  )
}
