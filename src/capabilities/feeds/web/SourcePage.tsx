import { ArrowDownIcon, PauseIcon, PlayIcon } from '@navikt/aksel-icons'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { answers, upload, useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { TextField } from '#ui/kit/Form.tsx'
import { TlpChip } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type FeedFormat, feedsApi, type Import, ImportState, type Source } from '../contract.ts'
import { Health } from './Health.tsx'
import { MappingEditor } from './MappingEditor.tsx'
import type { Mapping } from './mapping.ts'
import { useMayKeep } from './reader.ts'
import { SourceForm } from './SourceForm.tsx'
import { feedsTexts } from './texts.ts'

/** One source: how it is doing, its files, and its settings. */
export function SourcePage() {
  const t = useText(feedsTexts)
  const id = usePlace('id') as Id<'src'>
  const { data, error, refetch } = useCall(feedsApi.source, { id })
  if (error && !data)
    return (
      <Page title={t('sources.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One source={data.source} mapping={(data.mapping ?? undefined) as Mapping | undefined} /> : <PageAwaited />
}

/** What is said again when a source is changed: its settings as they are. */
const settingsOf = ({
  id,
  name,
  title,
  provider,
  format,
  rhythmHours,
  absenceExposure,
  absenceEvent,
  licence,
  tlp,
  pap,
  folder,
  fetchUrl,
  fetchCron,
}: Source) => ({
  id,
  name,
  title,
  provider,
  format,
  rhythmHours,
  absenceExposure,
  absenceEvent,
  licence,
  tlp,
  pap,
  folder,
  fetchUrl,
  fetchCron,
})

function One({ source, mapping }: { source: Source; mapping: Mapping | undefined }) {
  const t = useText(feedsTexts)
  const mayKeep = useMayKeep()
  const fetchNow = useAction(feedsApi.fetchNow, { onDone: () => tell(t('one.fetching')) })
  const pause = useAction(feedsApi.changeSource, {
    onDone: (_, { paused }) => tell(t(paused ? 'one.paused' : 'one.resumed')),
  })
  return (
    <Page
      title={source.title}
      lead={`${source.provider} · ${t(`format.${source.format}`)}`}
      actions={
        <>
          {source.fetchUrl && (
            <Button
              look="secondary"
              icon={<ArrowDownIcon aria-hidden="true" />}
              busy={fetchNow.isPending}
              onClick={() => fetchNow.mutate({ id: source.id })}
            >
              {t('one.fetch')}
            </Button>
          )}
          {mayKeep && (
            <Button
              look="secondary"
              icon={source.paused ? <PlayIcon aria-hidden="true" /> : <PauseIcon aria-hidden="true" />}
              busy={pause.isPending}
              onClick={() => pause.mutate({ ...settingsOf(source), ...(mapping && { mapping }), paused: !source.paused })}
            >
              {t(source.paused ? 'one.resume' : 'one.pause')}
            </Button>
          )}
        </>
      }
    >
      {(fetchNow.error ?? pause.error) && <FaultNotice fault={(fetchNow.error ?? pause.error)!} />}
      {source.lastError && (
        <Notice tone="danger" title={t('one.failing')}>
          <p>{source.lastError}</p>
        </Notice>
      )}
      <Tabs
        label={t('one.tabs')}
        tabs={[
          { key: 'files', title: t('one.files'), panel: () => <Files source={source} /> },
          { key: 'facts', title: t('one.facts'), panel: () => <Facts source={source} /> },
          ...(mayKeep
            ? [
                {
                  key: 'settings',
                  title: t('one.settings'),
                  panel: () => <SettingsPanel key={source.id} source={source} saved={mapping} />,
                },
              ]
            : []),
        ]}
      />
    </Page>
  )
}

const labelsText = ({ tlp, pap }: Pick<Source, 'tlp' | 'pap'>): string => `${tlp} ${pap}`

function Facts({ source }: { source: Source }) {
  const t = useText(feedsTexts)
  const locale = useLocale()
  const number = (value: number) => numberText(value, locale)
  return (
    <Definition
      items={[
        [t('source.health'), <Health key="health" health={source.health} />],
        [t('form.name'), <code key="name">{source.name}</code>],
        [t('form.rhythm'), source.rhythmHours ? t('fact.rhythm', { count: source.rhythmHours }) : t('fact.rhythm.none')],
        [
          t('fact.absence'),
          source.rhythmHours
            ? t('fact.absence.text', { exposure: number(source.absenceExposure), event: number(source.absenceEvent) })
            : t('fact.absence.none'),
        ],
        [t('source.lastFile'), source.lastFileAt ? <TimeText key="file" at={source.lastFileAt} /> : t('source.none')],
        [t('source.lag'), source.lastSeenAt ? <TimeText key="seen" at={source.lastSeenAt} /> : t('source.none')],
        [
          t('fact.month'),
          source.files30 > 0
            ? t('fact.month.text', {
                files: number(source.files30),
                rows: number(source.rows30),
                issues: number(source.issues30),
              })
            : t('fact.month.none'),
        ],
        [t('form.tlp'), <TlpChip key="tlp" tlp={source.tlp} pap={source.pap} />],
        [
          t('fact.consent'),
          source.labelConsent && t('fact.consent.text', { ...source.labelConsent, from: labelsText(source.labelConsent.from) }),
        ],
        [t('form.licence'), source.licence || t('fact.licence.none')],
        [t('form.url'), source.fetchUrl],
        [t('form.cron'), source.fetchCron && <code key="cron">{source.fetchCron}</code>],
        [t('form.folder'), source.folder && <code key="folder">{source.folder}</code>],
      ]}
    />
  )
}

function Files({ source }: { source: Source }) {
  const t = useText(feedsTexts)
  const navigate = useNavigate()
  const [{ state, after }] = useAddress()
  const [type, setType] = useState('')
  const { data, error, refetch, isFetching } = useCall(feedsApi.imports, {
    source: source.id,
    ...(state && { state: state as Import['state'] }),
    ...(after && { after }),
  })
  const send = async (file: File, onProgress: (sent: number, total: number) => void) => {
    const { id, already } = await upload(
      feedsApi.upload,
      file,
      { id: source.id, ...(type.trim() && { type: type.trim() }) },
      onProgress,
    )
    if (already) tell(t('upload.already'))
    await answers.invalidateQueries()
    await navigate({ to: `/imports/${id}` })
  }
  const columns: Column<Import>[] = [
    { key: 'file', title: t('import.file'), cell: ({ fileName }) => fileName },
    { key: 'state', title: t('import.state'), cell: ({ state }) => t(`state.${state}`), tight: true },
    { key: 'received', title: t('import.received'), cell: ({ receivedAt }) => <TimeText at={receivedAt} /> },
    {
      key: 'outcome',
      title: t('tally.title'),
      cell: ({ tally }) => (
        <CountText
          parts={[
            { value: tally.rows, what: t('month.rows') },
            { value: tally.opened, what: t('month.opened') },
            { value: tally.unattributed, what: t('month.unattributed') },
            { value: tally.issues, what: t('month.issues') },
          ]}
        />
      ),
    },
  ]
  return (
    <div className="page">
      <Section title={t('upload.title')}>
        {source.format === 'shadowserver' && (
          <TextField
            name="type"
            label={t('upload.type')}
            hint={t('upload.type.hint')}
            optional
            value={type}
            onChange={({ target }) => setType(target.value)}
            spellCheck={false}
          />
        )}
        <FileDrop label={t('upload.file')} hint={t('upload.hint')} send={send} />
      </Section>
      <Section title={t('one.files')}>
        <Filters
          filters={[
            {
              kind: 'one',
              name: 'state',
              label: t('import.state'),
              choices: ImportState.options
                .filter((value) => value !== 'receiving')
                .map((value) => ({ value, label: t(`state.${value}`) })),
            },
          ]}
        />
        <DataTable
          caption={t('one.files')}
          columns={columns}
          rows={data?.rows}
          rowKey={({ id }) => id}
          rowName={({ fileName }) => fileName}
          rowLink={({ id }) => `/imports/${id}`}
          empty={
            <Empty title={t('import.none')}>
              <p>{t('import.none.next')}</p>
            </Empty>
          }
          fault={error}
          onRetry={() => void refetch()}
          busy={isFetching}
        />
        <Pager next={data?.next} />
      </Section>
    </div>
  )
}

function SettingsPanel({ source, saved }: { source: Source; saved: Mapping | undefined }) {
  const t = useText(feedsTexts)
  const [format, setFormat] = useState<FeedFormat>(source.format)
  const [mapping, setMapping] = useState(saved)
  const save = useAction(feedsApi.changeSource, { onDone: () => tell(t('one.saved')) })
  const choose = (next: FeedFormat) => {
    setFormat(next)
    setMapping(next === source.format ? saved : undefined)
  }
  return (
    <SourceForm
      source={source}
      format={format}
      onFormat={choose}
      action={t('one.save')}
      busy={save.isPending}
      fault={save.error}
      onSave={(settings) => save.mutate({ ...settings, id: source.id, paused: source.paused, ...(mapping && { mapping }) })}
    >
      {(format === 'csv' || format === 'json') && (
        <MappingEditor key={format} format={format} mapping={mapping} onChange={setMapping} />
      )}
    </SourceForm>
  )
}
