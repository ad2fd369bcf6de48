import { useEffect, useState } from 'react'
import { rsitTypes } from '#domain/rsit.ts'
import { type Severity, severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { feedsApi } from '../contract.ts'
import { Issues } from './Issues.tsx'
import { delimiters, type Mapping, mappedFields, timeFormats, withColumn, withConstant } from './mapping.ts'
import { feedsTexts } from './texts.ts'
import './feeds.css'

const sampleBytes = 400_000
const typingPauseMs = 300

/** A value that follows another one when it has rested for a moment. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), typingPauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** From a sample to a mapping: one is proposed, a person changes it, and the rows as we would understand them stand below. */
export function MappingEditor({
  format,
  mapping,
  onChange,
}: {
  format: 'csv' | 'json'
  mapping: Mapping | undefined
  onChange: (mapping: Mapping) => void
}) {
  const t = useText(feedsTexts)
  const [sample, setSample] = useState('')
  const rested = useRested(sample)
  const asked = useRested(mapping)
  const proposal = useCall(feedsApi.preview, { format, sample: rested }, { enabled: rested !== '' && mapping === undefined })
  const preview = useCall(
    feedsApi.preview,
    { format, sample: rested, mapping: asked },
    { enabled: rested !== '' && asked !== undefined },
  )
  const proposed = proposal.data?.mapping as Mapping | null | undefined
  useEffect(() => {
    if (proposed && !mapping && rested !== '') onChange({ ...proposed, format })
  }, [proposed, mapping, rested, format, onChange])
  const columns = preview.data?.columns ?? proposal.data?.columns ?? []
  return (
    <section className="section mapping" aria-label={t('map.title')}>
      <h2 className="ds-heading" data-size="2xs">
        {t('map.title')}
      </h2>
      <p>{t('map.lead')}</p>
      <FileDrop
        label={t('map.file')}
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl"
        send={async (file) => setSample(await file.slice(0, sampleBytes).text())}
      />
      <TextAreaField
        name="sample"
        label={t('map.paste')}
        rows={6}
        optional
        spellCheck={false}
        value={sample}
        onChange={({ target }) => setSample(target.value.slice(0, sampleBytes))}
      />
      {proposal.error && <FaultNotice fault={proposal.error} />}
      {mapping && <Choices mapping={mapping} columns={columns} onChange={onChange} />}
      {preview.error ? (
        <FaultNotice fault={preview.error} />
      ) : (
        preview.data && sample !== '' && <Preview preview={preview.data} />
      )}
    </section>
  )
}

function Choices({
  mapping,
  columns,
  onChange,
}: {
  mapping: Mapping
  columns: readonly string[]
  onChange: (mapping: Mapping) => void
}) {
  const t = useText(feedsTexts)
  const named = [...new Set([...columns, ...Object.values(mapping.columns)])]
  return (
    <>
      <Section title={t('map.columns')}>
        <div className="columns">
          {mappedFields.map((field) => (
            <SelectField
              key={field}
              name={`column-${field}`}
              label={t(`field.${field}`)}
              optional
              value={mapping.columns[field] ?? ''}
              onChange={({ target }) => onChange(withColumn(mapping, field, target.value))}
              choices={named.map((column) => ({ value: column, label: column }))}
            />
          ))}
        </div>
      </Section>
      <Section title={t('map.same')}>
        <div className="columns">
          <SelectField
            name="constant-type"
            label={t('field.type')}
            optional
            value={mapping.constants.type ?? ''}
            onChange={({ target }) => onChange(withConstant(mapping, 'type', target.value))}
            choices={Object.keys(rsitTypes).map((value) => ({ value, label: value }))}
          />
          <TextField
            name="constant-kind"
            label={t('field.kind')}
            optional
            value={mapping.constants.kind ?? ''}
            onChange={({ target }) => onChange(withConstant(mapping, 'kind', target.value))}
          />
          <SelectField
            name="constant-severity"
            label={t('field.severity')}
            optional
            value={mapping.constants.severity ?? ''}
            onChange={({ target }) => onChange(withConstant(mapping, 'severity', target.value))}
            choices={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
          />
        </div>
      </Section>
      <Section title={t('map.written')}>
        <div className="columns">
          <SelectField
            name="time-format"
            label={t('map.time')}
            value={mapping.time.format}
            onChange={({ target }) =>
              onChange({ ...mapping, time: { ...mapping.time, format: target.value as Mapping['time']['format'] } })
            }
            choices={timeFormats.map((value) => ({ value, label: t(`time.${value}`) }))}
          />
          <SelectField
            name="time-zone"
            label={t('map.zone')}
            value={mapping.time.zone}
            onChange={({ target }) => onChange({ ...mapping, time: { ...mapping.time, zone: target.value } })}
            choices={[...new Set(['UTC', 'Europe/Oslo', mapping.time.zone])].map((value) => ({ value, label: value }))}
          />
          {mapping.format === 'csv' && (
            <>
              <SelectField
                name="delimiter"
                label={t('map.delimiter')}
                value={mapping.delimiter}
                onChange={({ target }) => onChange({ ...mapping, delimiter: target.value as Mapping['delimiter'] })}
                choices={delimiters.map((value) => ({
                  value,
                  label: value === '\t' ? t('map.tab') : value === ' ' ? t('map.space') : value,
                }))}
              />
              <SelectField
                name="header"
                label={t('map.header')}
                value={mapping.header ? 'yes' : 'no'}
                onChange={({ target }) => onChange({ ...mapping, header: target.value === 'yes' })}
                choices={[
                  { value: 'yes', label: t('map.header.yes') },
                  { value: 'no', label: t('map.header.no') },
                ]}
              />
            </>
          )}
        </div>
      </Section>
    </>
  )
}

type Previewed = NonNullable<ReturnType<typeof useCall<typeof feedsApi.preview>>['data']>

function Preview({ preview: { rows, rowCount, issues } }: { preview: Previewed }) {
  const t = useText(feedsTexts)
  const owned = rows.filter(({ owner }) => owner !== null).length
  return (
    <Section title={t('map.preview')}>
      <p role="status">
        <CountText
          parts={[
            { value: rows.length, what: t('map.understood'), of: rowCount },
            { value: owned, what: t('map.owned'), of: rows.length },
            { value: issues.length, what: t('tally.issues') },
          ]}
        />
      </p>
      {rows.length === 0 ? (
        <Notice tone="warning" title={t('map.nothing')}>
          <p>{t('map.nothing.next')}</p>
        </Notice>
      ) : (
        <DataTable
          caption={t('map.preview')}
          columns={[
            { key: 'line', title: t('issue.line'), cell: ({ line }) => line, align: 'end', tight: true },
            { key: 'at', title: t('field.time'), cell: ({ seenAt }) => <TimeText at={seenAt} only="moment" />, tight: true },
            {
              key: 'kind',
              title: t('map.kind'),
              cell: ({ kindName, severity }) => (
                <div>
                  {kindName}
                  <div>
                    <SeverityMark severity={severity as Severity} />
                  </div>
                </div>
              ),
            },
            { key: 'asset', title: t('map.asset'), cell: ({ assetText }) => <code>{assetText}</code> },
            { key: 'owner', title: t('map.owner'), cell: ({ owner }) => owner ?? t('map.owner.none') },
          ]}
          rows={rows}
          rowKey={({ line, assetText }) => `${line} ${assetText}`}
          rowName={({ assetText }) => assetText}
          empty={null}
        />
      )}
      {issues.length > 0 && <Issues issues={issues} />}
    </Section>
  )
}
