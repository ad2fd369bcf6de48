import { FilesIcon, PencilIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type AdviceRow, type AdviceStep, type AdviceVersion, adviceApi } from '../contract.ts'
import { asText } from '../rules.ts'
import { AdviceBody } from './AdviceBody.tsx'
import { useMayWrite } from './reader.ts'
import { adviceTexts } from './texts.ts'
import './advice.css'

const numberIn = (text: string | undefined): number | undefined => (/^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : undefined)

/** One block: what it says in each language, a copy of it as text, and what has happened to it. */
export function AdvicePage() {
  const t = useText(adviceTexts)
  const id = usePlace('id') as Id<'adb'>
  const [{ version: asked }] = useAddress()
  const version = numberIn(asked)
  const { data, error, refetch } = useCall(adviceApi.one, { id, ...(version && { version }) })
  if (data) return <One block={data.block} content={data.content} />
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

function One({ block, content }: { block: AdviceRow; content: AdviceVersion }) {
  const t = useText(adviceTexts)
  const mayWrite = useMayWrite()
  const [asks, setAsks] = useState(false)
  return (
    <Page
      title={block.title}
      lead={`${t(`topic.${content.topic}`)} · ${t('one.version', { version: content.version })}`}
      actions={
        mayWrite && (
          <>
            {!block.retired && (
              <ButtonLink to={`/advice/${block.id}/edit`} look="primary" icon={<PencilIcon aria-hidden="true" />}>
                {t('one.edit')}
              </ButtonLink>
            )}
            <Button look="secondary" onClick={() => setAsks(true)}>
              {t(block.retired ? 'restore' : 'retire')}
            </Button>
          </>
        )
      }
    >
      {block.retired && <Notice tone="warning">{t('one.retired')}</Notice>}
      {content.version !== block.version && (
        <Notice>
          {t('one.older', { version: content.version, current: block.version })}{' '}
          <TextLink to={`/advice/${block.id}`}>{t('one.current')}</TextLink>
        </Notice>
      )}
      <Texts content={content} titleIn={block.titleIn} />
      <Difference id={block.id} />
      <History block={block} />
      {asks && <RetireDialog block={block} onClose={() => setAsks(false)} />}
    </Page>
  )
}

/** The three languages as tabs, the reader's own first. */
function Texts({ content, titleIn }: { content: AdviceVersion; titleIn: Locale }) {
  const t = useText(adviceTexts)
  const reader = useLocale()
  const first = content.texts[reader] ? reader : titleIn
  const order = [first, ...locales.filter((locale) => locale !== first)]
  return (
    <Tabs
      label={t('one.languages')}
      tabs={order.map((locale) => ({
        key: locale,
        title: t(`language.${locale}`),
        panel: () => (
          <div className="advice-panel">
            <CopyText content={content} locale={locale} />
            <AdviceBody content={content} locale={locale} />
          </div>
        ),
      }))}
    />
  )
}

/** Puts the block on the clipboard as a text to send. */
function CopyText({ content, locale }: { content: AdviceVersion; locale: Locale }) {
  const t = useText(adviceTexts)
  const text = asText(content, locale)
  if (text === undefined) return null
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    tell(t('copied', { language: t(`language.in.${locale}`) }))
  }
  return (
    <div className="actions">
      <Button look="secondary" icon={<FilesIcon aria-hidden="true" />} onClick={() => void copy()}>
        {t('copy')}
      </Button>
    </div>
  )
}

const marks = { same: 'span', in: 'ins', out: 'del' } as const

/** In what the two versions differ that stand in the address. */
function Difference({ id }: { id: Id<'adb'> }) {
  const t = useText(adviceTexts)
  const [params, change] = useAddress()
  const [from, to] = [numberIn(params.from), numberIn(params.to)]
  const { data, error } = useCall(adviceApi.difference, { id, from: from ?? 1, to: to ?? 1 }, { enabled: Boolean(from && to) })
  if (!from || !to) return null
  return (
    <Section
      title={t('difference', { from, to })}
      actions={
        <Button look="tertiary" onClick={() => change({ from: undefined, to: undefined })}>
          {t('difference.close')}
        </Button>
      }
    >
      {error && <FaultNotice fault={error} />}
      {data?.parts.length === 0 && <p>{t('difference.none')}</p>}
      {data?.parts.map(({ part, locale, words, lines }) => (
        <div key={`${part} ${locale}`} className="advice-difference">
          <p className="advice-more">{words}</p>
          <ul lang={locale ?? undefined}>
            {lines.map(({ what, text }, place) => {
              const Mark = marks[what]
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines of two versions never change places
                <li key={place}>
                  <Mark>{text}</Mark>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </Section>
  )
}

function History({ block }: { block: AdviceRow }) {
  const t = useText(adviceTexts)
  const [{ after }] = useAddress()
  const { data, error, isFetching, refetch } = useCall(adviceApi.history, { id: block.id, ...(after && { after }) })
  const columns: Column<AdviceStep>[] = [
    {
      key: 'what',
      title: t('step'),
      cell: ({ what, version }) => (version ? `${t(`step.${what}`)} · ${t('one.version', { version })}` : t(`step.${what}`)),
    },
    { key: 'why', title: t('why'), cell: ({ why }) => why },
    {
      key: 'who',
      title: t('step.who'),
      cell: ({ who, at }) => (
        <div>
          {who}
          <div className="field-hint">
            <TimeText at={at} />
          </div>
        </div>
      ),
    },
    { key: 'see', title: t('step.see'), tight: true, cell: (step) => <See block={block} step={step} /> },
  ]
  return (
    <Section title={t('history')}>
      <DataTable
        caption={t('history')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ at, what, version }) => `${at} ${what} ${version}`}
        rowName={({ what }) => t(`step.${what}`)}
        empty={
          <Empty title={t('history.none')}>
            <p>{t('history.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Section>
  )
}

/** What can be looked at of a step: the version as it was, and what it changed. */
function See({ block, step: { version } }: { block: AdviceRow; step: AdviceStep }) {
  const t = useText(adviceTexts)
  if (version === null) return null
  return (
    <div className="actions">
      {version !== block.version && (
        <TextLink to={`/advice/${block.id}?version=${version}`}>{t('step.read', { version })}</TextLink>
      )}
      {version > 1 && (
        <TextLink to={`/advice/${block.id}?from=${version - 1}&to=${version}`}>{t('step.difference', { version })}</TextLink>
      )}
    </div>
  )
}

/** Puts a block away or takes it out again; the other half is one press away. */
function RetireDialog({ block, onClose }: { block: AdviceRow; onClose: () => void }) {
  const t = useText(adviceTexts)
  const undo = useAction(adviceApi.retire, { onDone: () => tell(t('undone')) })
  const retire = useAction(adviceApi.retire, {
    onDone: (_, { retired }) => {
      tell(t(retired ? 'retire.done' : 'restore.done'), () =>
        undo.mutate({ id: block.id, retired: !retired, why: t('undone.why') }),
      )
      onClose()
    },
  })
  const action = t(block.retired ? 'restore' : 'retire')
  return (
    <Dialog title={action} onClose={onClose}>
      <p>{t(block.retired ? 'restore.preview' : 'retire.preview')}</p>
      <Form
        action={action}
        busy={retire.isPending}
        fault={worded(retire.error, { why: t('why.wrong') }, t('field.wrong'))}
        onSubmit={({ why = '' }) => retire.mutate({ id: block.id, retired: !block.retired, why })}
      >
        <TextField name="why" label={t('why')} maxLength={500} />
      </Form>
    </Dialog>
  )
}
