import { useState } from 'react'
import { useCall } from '#ui/api.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SelectField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Advisory, advisoriesApi, type Difference, type Version } from '../contract.ts'
import { advisoriesTexts } from './texts.ts'

/** The versions of a warning, what differs between two, and who did what. */
export function History({ advisory }: { advisory: Advisory }) {
  const t = useText(advisoriesTexts)
  const columns: Column<Version>[] = [
    { key: 'version', title: t('history.versions'), tight: true, cell: ({ version }) => t('version', { version }) },
    { key: 'at', title: t('state.published'), cell: ({ publishedAt }) => <TimeText at={publishedAt} /> },
    { key: 'news', title: t('text.news'), cell: ({ news, noMeasures }) => [news, noMeasures].filter(Boolean).join(' · ') },
    { key: 'ended', title: t('column.state'), cell: ({ ended }) => (ended ? t(`ended.${ended.how}`) : t('state.published')) },
  ]
  return (
    <div className="advisory-text">
      <DataTable<Version>
        caption={t('history.versions')}
        columns={columns}
        rows={advisory.versions}
        rowKey={({ version }) => String(version)}
        rowName={({ version }) => t('version', { version })}
        empty={
          <Empty title={t('history.none')}>
            <p>{t('history.none.next')}</p>
          </Empty>
        }
      />
      {advisory.version > 0 && (advisory.version > 1 || advisory.draft) && <Differences advisory={advisory} />}
      <Section title={t('history.steps')}>
        <ul className="ds-list">
          {advisory.steps.map((step) => (
            <li key={`${step.at} ${step.what}`}>
              <TimeText at={step.at} /> {step.who}: {t(`step.${step.what}`)}
              {step.version ? ` (${t('version', { version: step.version })})` : ''}
              {step.words && <p className="field-hint advisory-paragraph">{step.words}</p>}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}

function Differences({ advisory }: { advisory: Advisory }) {
  const t = useText(advisoriesTexts)
  const { id, version, draft } = advisory
  const [from, setFrom] = useState(draft ? version : version - 1)
  const [to, setTo] = useState(draft ? 0 : version)
  const { data, error, isFetching, refetch } = useCall(advisoriesApi.difference, { id, from, ...(to > 0 && { to }) })
  const versions = advisory.versions.map((one) => ({ value: String(one.version), label: t('version', { version: one.version }) }))
  const columns: Column<Difference>[] = [
    {
      key: 'field',
      title: t('history.difference'),
      cell: ({ field, what }) => (
        <div>
          {field}
          <div className="field-hint">{t(`difference.${what}`)}</div>
        </div>
      ),
    },
    { key: 'before', title: t('history.before'), cell: ({ before }) => <span className="advisory-paragraph">{before}</span> },
    { key: 'after', title: t('history.after'), cell: ({ after }) => <span className="advisory-paragraph">{after}</span> },
  ]
  return (
    <Section title={t('history.difference')}>
      <div className="advisory-fields">
        <SelectField
          name="from"
          label={t('history.from')}
          choices={versions}
          value={String(from)}
          onChange={({ target }) => setFrom(Number(target.value))}
        />
        <SelectField
          name="to"
          label={t('history.to')}
          choices={[...(draft ? [{ value: '0', label: t('history.draft') }] : []), ...versions]}
          value={String(to)}
          onChange={({ target }) => setTo(Number(target.value))}
        />
      </div>
      {error ? (
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable<Difference>
          caption={t('history.difference')}
          columns={columns}
          rows={data?.differences}
          rowKey={({ field, what, before, after }) => `${field} ${what} ${before} ${after}`}
          rowName={({ field }) => field}
          empty={<Empty title={t('history.same')} />}
          busy={isFetching}
        />
      )}
    </Section>
  )
}
