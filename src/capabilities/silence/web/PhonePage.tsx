import { PrinterSmallIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { later, utc } from '#domain/time.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { TlpChip } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { SureMark } from '#ui/kit/SureMark.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type CallOutcome, type CallScript, callOutcomes, type PhoneRow, silenceApi } from '../contract.ts'
import { Frame } from './Frame.tsx'
import { askedIn, readFilter } from './filter.ts'
import { silenceTexts } from './texts.ts'

type Script = z.output<typeof CallScript>
const hourMs = 3_600_000
const perPage = 100

/** Whom to ring about a warning, on paper and on the screen; what came of it is registered here. */
export function PhonePage() {
  const t = useText(silenceTexts)
  const locale = useLocale()
  const id = usePlace('id') as Id<'adv'>
  const [params] = useAddress()
  const asked = { id, ...askedIn(readFilter(params)) }
  const { data, error, refetch } = useCall(silenceApi.phone, {
    ...asked,
    limit: perPage,
    ...(params.after && { after: params.after }),
  })
  return (
    <Frame
      id={id}
      here="phone-list"
      title={t('phone.title')}
      lead={t('phone.lead')}
      warning={data?.warning}
      fault={error}
      onRetry={() => void refetch()}
      actions={
        <>
          <Button look="secondary" icon={<PrinterSmallIcon aria-hidden="true" />} onClick={() => window.print()}>
            {t('phone.print')}
          </Button>
          <TableDownloads csv={silenceApi.phoneCsv} xlsx={silenceApi.phoneXlsx} input={{ ...asked, locale }} />
        </>
      }
    >
      {data ? (
        data.rows.length === 0 ? (
          <Empty title={t('phone.empty')}>
            <p>{t('phone.empty.next')}</p>
          </Empty>
        ) : (
          <div className="silence-paper">
            {/* On paper this stands at the top of each page. */}
            <div className="silence-paper-head">
              <p>
                <TlpChip tlp={data.warning.tlp} /> {data.warning.trackingId} · {t('phone.printed', { name: data.printedBy })}{' '}
                <TimeText at={data.at} only="moment" />
              </p>
            </div>
            <div className="silence-paper-body">
              <p>
                <CountText parts={[{ value: data.count, what: t('phone.count') }]} /> · {t('phone.lead')}
              </p>
              {data.rows.length < data.count && <p>{t('phone.part', { shown: data.rows.length, all: data.count })}</p>}
              <Scripts rows={data.rows} scripts={data.scripts} />
              <List id={id} rows={data.rows} />
            </div>
            <Pager next={data.next} />
          </div>
        )
      ) : (
        <Awaited />
      )}
    </Frame>
  )
}

const Awaited = () => (
  <ul className="silence-phone" aria-busy="true">
    {['a', 'b', 'c', 'd'].map((key) => (
      <li key={key}>
        <span className="bone" style={{ width: '60%' }} />
      </li>
    ))}
  </ul>
)

/** What is said, in each language that somebody on the list speaks. */
function Scripts({ rows, scripts }: { rows: readonly PhoneRow[]; scripts: Record<Locale, Script> }) {
  const t = useText(silenceTexts)
  const spoken = locales.filter((locale) => rows.some(({ language }) => language === locale))
  return (
    <Section title={t('phone.script')}>
      {spoken.map((locale) => (
        <div key={locale} className="silence-script">
          {spoken.length > 1 && <h3>{t('phone.script.for', { language: t(`language.${locale}`) })}</h3>}
          <ol>
            {scripts[locale].map(({ title, lines }) => (
              <li key={title}>
                <b>{title}</b>
                {lines.map(({ text, said }) =>
                  said ? (
                    <blockquote key={text} lang={locale}>
                      {text}
                    </blockquote>
                  ) : (
                    <p key={text}>{text}</p>
                  ),
                )}
              </li>
            ))}
          </ol>
        </div>
      ))}
    </Section>
  )
}

function List({ id, rows }: { id: Id<'adv'>; rows: readonly PhoneRow[] }) {
  const t = useText(silenceTexts)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, CallOutcome>>(new Map())
  const undo = useAction(silenceApi.undoCalls, { onDone: ({ undone }) => tell(t('calls.undone', { count: undone })) })
  const save = useAction(silenceApi.calls, {
    onDone: ({ registered, calls, left }) => {
      setOutcomes(new Map())
      if (registered > 0) tell(t('calls.done', { count: registered }), () => undo.mutate({ id, calls }))
      if (left.length > 0) tell(t('calls.left', { count: left.length }))
    },
  })
  const send = () =>
    save.mutate({
      id,
      calls: rows.flatMap(({ organisation, ring }) => {
        const outcome = outcomes.get(organisation.id)
        const againAt = outcome === 'call-again' ? later(utc(new Date()), hourMs) : null
        return outcome ? [{ organisation: organisation.id, outcome, contact: ring?.name ?? '', againAt }] : []
      }),
    })
  const choose = (organisation: string, outcome: CallOutcome | undefined) => {
    const next = new Map(outcomes)
    if (outcome) next.set(organisation, outcome)
    else next.delete(organisation)
    setOutcomes(next)
  }
  return (
    <>
      <ol className="silence-phone">
        {rows.map((row) => (
          <Line
            key={row.organisation.id}
            row={row}
            outcome={outcomes.get(row.organisation.id)}
            onChoose={choose}
            onUndo={(call) => undo.mutate({ id, calls: [call] })}
          />
        ))}
      </ol>
      {(save.error ?? undo.error) && <FaultNotice fault={(save.error ?? undo.error)!} />}
      <div className="actions silence-save">
        <p>{t('calls.note')}</p>
        <Button busy={save.isPending} disabled={outcomes.size === 0} onClick={send}>
          {t('calls.save', { count: outcomes.size })}
        </Button>
      </div>
    </>
  )
}

function Line({
  row: { organisation, ring, others, stage, quietHours, overdue, disputed, call, hasNotice },
  outcome,
  onChoose,
  onUndo,
}: {
  row: PhoneRow
  outcome: CallOutcome | undefined
  onChoose: (organisation: string, outcome: CallOutcome | undefined) => void
  onUndo: (call: Id<'wcl'>) => void
}) {
  const t = useText(silenceTexts)
  return (
    <li>
      <div className="silence-phone-who">
        <b>{organisation.name}</b>
        <div className="field-hint">
          {t(`stage.${stage}`)} · {t('cell.hours', { count: quietHours })}
          {overdue > 0 && ` · ${t('cell.overdue', { count: overdue })}`}
        </div>
        {disputed.map((text) => (
          <p key={text} className="prose">
            {text}
          </p>
        ))}
        {call && (
          <div className="field-hint">
            {t(`called.${call.outcome}`)} <TimeText at={call.at} only="moment" /> {call.words}{' '}
            {call.undoUntil && (
              <Button
                look="tertiary"
                aria-label={t('calls.undo.of', { name: organisation.name })}
                onClick={() => onUndo(call.id)}
              >
                {t('calls.undo')}
              </Button>
            )}
          </div>
        )}
      </div>
      <div className="silence-phone-number">
        {ring ? (
          <>
            <a className="ds-link" href={`tel:${ring.telephone.replaceAll(/[^+\d]/g, '')}`}>
              {ring.telephone}
            </a>{' '}
            {ring.name}
            <div>
              <SureMark state={ring.sureness.state}>{ring.sureness.words}</SureMark>
            </div>
          </>
        ) : (
          <span className="blank">{t('phone.none')}</span>
        )}
        {others.length > 0 && (
          <div className="field-hint">
            {t('phone.others')}:{' '}
            {others.map(({ name, telephone }, at) => (
              <span key={telephone} className="silence-number">
                {at > 0 && ' · '}
                {name} {telephone}
              </span>
            ))}
          </div>
        )}
      </div>
      <fieldset className="silence-outcome" disabled={!hasNotice}>
        <legend className="ds-sr-only">
          {t('outcome')}: {organisation.name}
        </legend>
        {callOutcomes.map((each) => (
          <label key={each}>
            <input
              type="checkbox"
              className="ds-input"
              checked={outcome === each}
              onChange={({ target }) => onChoose(organisation.id, target.checked ? each : undefined)}
            />
            {t(`outcome.${each}`)}
          </label>
        ))}
        {!hasNotice && <p className="field-hint">{t('calls.left', { count: 1 })}</p>}
      </fieldset>
      <p className="silence-printed silence-said" aria-hidden="true">
        {t('phone.said')}
      </p>
    </li>
  )
}
