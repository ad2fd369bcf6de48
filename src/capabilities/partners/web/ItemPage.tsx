import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { dayText } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { fileAddress, useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Item, partnersApi } from '../contract.ts'
import { useAside } from './InboxPage.tsx'
import { partnersTexts } from './texts.ts'
import './partners.css'

/** One thing that a partner published. Every text of it is shown as text: markup in it means nothing. */
export function ItemPage() {
  const t = useText(partnersTexts)
  const id = usePlace('id') as Id<'pit'>
  const { data, error, refetch } = useCall(partnersApi.item, { id })
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('item.missing') : t('inbox.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One item={data.item} /> : <PageAwaited />
}

function One({ item }: { item: Item }) {
  const t = useText(partnersTexts)
  const navigate = useNavigate()
  const [asks, setAsks] = useState(false)
  const [isBlank, setBlank] = useState(false)
  const draft = useAction(partnersApi.draft, {
    onDone: ({ advisory }) => {
      if (advisory) void navigate({ to: `/advisories/${advisory}/edit` })
      else setAsks(true)
    },
  })
  const aside = useAside(() => void navigate({ to: '/partner-items' }))
  const fault = draft.error ?? aside.error
  const { id, state, title, key, partner, version, form } = item
  return (
    <Page
      title={title || key}
      lead={[partner.name, form === 'csaf' && key, version && `${t('item.version')} ${version}`].filter(Boolean).join(' · ')}
      actions={
        <>
          {!item.advisory && (
            <Button busy={draft.isPending} onClick={() => draft.mutate({ id })}>
              {t('item.draft')}
            </Button>
          )}
          {state === 'new' && (
            <Button look="secondary" busy={aside.isPending} onClick={() => aside.mutate({ ids: [id] })}>
              {t('item.aside')}
            </Button>
          )}
          <a className="ds-button" data-variant="tertiary" href={fileAddress(partnersApi.source, { id })} download>
            {t('item.source')}
          </a>
        </>
      }
    >
      <div className="partner-marks">
        {item.severity && <SeverityMark severity={item.severity} />}
        <TlpChip tlp={item.tlp} pap={item.pap} />
        {item.exploited && <b>{t('row.kev')}</b>}
      </div>
      {fault && !asks && <FaultNotice fault={fault} />}
      <Said item={item} />
      {asks && !item.advisory && (
        <Form
          action={t('item.draft')}
          busy={draft.isPending}
          fault={draft.error}
          onSubmit={({ despite = '' }) => {
            setBlank(despite.trim() === '')
            if (despite.trim() !== '') draft.mutate({ id, despite })
          }}
        >
          {isBlank && <Notice tone="warning">{t('item.despite.wrong')}</Notice>}
          <TextAreaField name="despite" label={t('item.despite')} hint={t('item.despite.hint')} rows={2} maxLength={1_000} />
        </Form>
      )}
      <Failing item={item} />
      <LeftOut item={item} />
      <Section title={t('item.text')}>
        {item.summary || item.text ? (
          <>
            <p className="partner-text">{item.summary}</p>
            {item.text !== item.summary && <p className="partner-text">{item.text}</p>}
          </>
        ) : (
          <p>{t('item.text.none')}</p>
        )}
      </Section>
      <Matches item={item} />
      <Products item={item} />
      <Vulnerabilities item={item} />
      <References item={item} />
      <Facts item={item} />
    </Page>
  )
}

/** What has become of it, and whether something newer has come since. */
function Said({ item }: { item: Item }) {
  const t = useText(partnersTexts)
  const seen = useAction(partnersApi.seen)
  const { id, newerAt, made, takenBy, state, asideBy } = item
  return (
    <>
      {newerAt && (
        <Notice
          tone="warning"
          title={t('item.newer')}
          actions={
            <Button look="secondary" busy={seen.isPending} onClick={() => seen.mutate({ id })}>
              {t('item.newer.seen')}
            </Button>
          }
        >
          <p>{made ? t('item.newer.taken', { name: made.changedBy, advisory: made.trackingId }) : t('item.newer.new')}</p>
        </Notice>
      )}
      {seen.error && <FaultNotice fault={seen.error} />}
      {made && (
        <Notice
          tone="success"
          title={t('item.made')}
          actions={
            <>
              <ButtonLink to={`/advisories/${made.id}`}>{t('item.open', { advisory: made.trackingId })}</ButtonLink>
              {made.draft && <ButtonLink to={`/advisories/${made.id}/edit`}>{t('item.edit')}</ButtonLink>}
            </>
          }
        >
          <p>{t('item.made.by', { who: takenBy ?? '', editor: made.changedBy })}</p>
        </Notice>
      )}
      {state === 'aside' && asideBy && <Notice>{t('item.asideBy', { who: asideBy })}</Notice>}
    </>
  )
}

/** Failing tests with number, place and what is wrong. */
function Failing({ item: { failures, notTested, valid } }: { item: Item }) {
  const t = useText(partnersTexts)
  if (valid) return null
  return (
    <Notice tone="warning" title={t(notTested ? 'item.notTested' : 'item.fails')}>
      {notTested && <p>{notTested}</p>}
      <ul className="ds-list">
        {failures.map(({ test, pointer, message }) => (
          <li key={`${test} ${pointer} ${message}`}>
            <b>{test}</b> <code className="partner-place">{pointer || '/'}</code> {message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** What of the document would not be in the draft. */
function LeftOut({ item: { leftOut } }: { item: Item }) {
  const t = useText(partnersTexts)
  if (leftOut.length === 0) return null
  return (
    <details>
      <summary>{t('item.leftOut', { count: leftOut.length })}</summary>
      <ul className="ds-list">
        {leftOut.map(({ place, why, found }) => (
          <li key={`${place} ${why} ${found}`}>
            {why}
            {found && `: ${found}`} <code className="partner-place">{place || '/'}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Matches({ item: { matches } }: { item: Item }) {
  const t = useText(partnersTexts)
  const { sure, unsure, told, of } = matches
  return (
    <Section title={t('item.matches')}>
      <p>
        {sure + unsure === 0 && t('item.matches.none')} {sure > 0 && <b>{t('item.matches.sure', { count: sure })}</b>}{' '}
        {unsure > 0 && t('item.matches.unsure', { count: unsure })}
      </p>
      <p className="field-hint">{t('item.matches.coverage', { told, of })}</p>
    </Section>
  )
}

const shownProducts = 20

function Products({ item: { products } }: { item: Item }) {
  const t = useText(partnersTexts)
  const [all, setAll] = useState(false)
  const shown = all ? products : products.slice(0, shownProducts)
  return (
    <Section title={t('item.products')}>
      {products.length === 0 && <p>{t('item.products.none')}</p>}
      <ul className="ds-list">
        {shown.map((one) => (
          <li key={Object.values(one).join('\n')}>
            {[one.vendor, one.product, one.versions].filter(Boolean).join(' ')}
            {(one.cpe || one.purl) && <code className="partner-place">{one.cpe || one.purl}</code>}
          </li>
        ))}
      </ul>
      {products.length > shown.length && (
        <Button look="tertiary" onClick={() => setAll(true)}>
          {t('item.products.more', { count: products.length })}
        </Button>
      )}
    </Section>
  )
}

type Known = Item['vulnerabilities'][number]

function Vulnerabilities({ item: { vulnerabilities } }: { item: Item }) {
  const t = useText(partnersTexts)
  const locale = useLocale()
  const exploited = ({ kevOn, euKevOn }: Known) =>
    [
      kevOn && t('item.exploited.cisa', { day: dayText(kevOn, locale) }),
      euKevOn && t('item.exploited.eu', { day: dayText(euKevOn, locale) }),
    ]
      .filter(Boolean)
      .join(', ') || t('item.exploited.no')
  const columns: Column<Known>[] = [
    { key: 'cve', title: t('item.cve'), cell: ({ cve }) => cve },
    {
      key: 'exploited',
      title: t('item.exploited'),
      cell: (one) => (one.kevOn || one.euKevOn ? <b>{exploited(one)}</b> : exploited(one)),
    },
    { key: 'score', title: t('item.score'), align: 'end', cell: ({ score }) => (score === null ? '–' : score.toFixed(1)) },
    {
      key: 'epss',
      title: t('item.epss'),
      align: 'end',
      cell: ({ epss }) => (epss === null ? '–' : `${(epss * 100).toFixed(1)} %`),
    },
  ]
  return (
    <Section title={t('item.vulnerabilities')}>
      <DataTable<Known>
        caption={t('item.vulnerabilities')}
        columns={columns}
        rows={vulnerabilities}
        rowKey={({ cve }) => cve}
        rowName={({ cve }) => cve}
        rowLink={({ cve }) => `/vulnerabilities/${cve}`}
        rowNote={({ vectors }) => vectors.length > 0 && <code className="partner-place">{vectors.join(' ')}</code>}
        empty={<p>{t('item.vulnerabilities.none')}</p>}
      />
    </Section>
  )
}

function References({ item: { references } }: { item: Item }) {
  const t = useText(partnersTexts)
  if (references.length === 0) return null
  return (
    <Section title={t('item.references')}>
      <ul className="ds-list">
        {references.map(({ summary, url }) => (
          <li key={`${summary} ${url}`}>
            <Outwards url={url}>{summary}</Outwards>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Where it leads is seen before it is opened, and who opens it is told nothing of where it was found. */
function Outwards({ url, children }: { url: string; children: string }) {
  return (
    <>
      {children !== url && `${children} `}
      <a className="ds-link partner-place" href={url} target="_blank" rel="noreferrer noopener">
        {url}
      </a>
    </>
  )
}

function Facts({ item }: { item: Item }) {
  const t = useText(partnersTexts)
  const { partner, publisher, key, form, version, labelled, publishedAt, changedAt, link, hash, signedBy, tlp, pap } = item
  const checked = signedBy ? t('item.checked.signed', { key: signedBy }) : t(hash ? 'item.checked.hash' : 'item.checked.none')
  return (
    <Section title={t('item.facts')}>
      <Definition
        items={[
          [
            t('item.partner'),
            <TextLink key="partner" to={`/partners/${partner.id}`}>
              {partner.name}
            </TextLink>,
          ],
          [t('item.publisher'), publisher],
          [
            t('item.key'),
            <span key="key" className="partner-place">
              {key}
            </span>,
          ],
          [t('item.version'), version],
          [t('item.label'), `${tlp} (${t(labelled ? 'item.labelled' : 'item.unlabelled')}), ${pap}`],
          [t('item.published'), publishedAt && <TimeText key="published" at={publishedAt} />],
          [t('item.changed'), changedAt && <TimeText key="changed" at={changedAt} />],
          [
            t('item.page'),
            link && (
              <Outwards key="link" url={link}>
                {link}
              </Outwards>
            ),
          ],
          [
            t('item.checked'),
            form === 'csaf' && (
              <span key="checked" className="partner-place">
                {checked}
              </span>
            ),
          ],
        ]}
      />
    </Section>
  )
}
