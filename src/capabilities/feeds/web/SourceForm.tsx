import { type ReactNode, useState } from 'react'
import { type Pap, paps, unmarkedPap } from '#domain/pap.ts'
import { type Tlp, tlps, unmarked } from '#domain/tlp.ts'
import type { ApiFault } from '#ui/api.ts'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type FeedFormat, feedFormats, type Source, type SourceConsent } from '../contract.ts'
import { isMilder } from '../rules-labels.ts'
import { feedsTexts } from './texts.ts'

/** After how many stretches without it something counts as gone, when nobody says otherwise. */
const usual = { absenceExposure: 3, absenceEvent: 7 }

/** What a person decides about a source. */
export interface Settings {
  name: string
  title: string
  provider: string
  format: FeedFormat
  rhythmHours: number | null
  absenceExposure: number
  absenceEvent: number
  licence: string
  tlp: Tlp
  pap: Pap
  consent?: SourceConsent
  folder: string | null
  fetchUrl: string | null
  fetchCron: string | null
}

/** The settings of a source; `children` stand below them, such as the mapping of a table. */
export function SourceForm({
  source,
  format,
  onFormat,
  action,
  busy,
  fault,
  onSave,
  children,
}: {
  source?: Source
  format: FeedFormat
  onFormat: (format: FeedFormat) => void
  action: string
  busy: boolean
  fault: ApiFault | null
  onSave: (settings: Settings) => void
  children?: ReactNode
}) {
  const t = useText(feedsTexts)
  const [tlp, setTlp] = useState<Tlp>(source?.tlp ?? unmarked)
  const [pap, setPap] = useState<Pap>(source?.pap ?? unmarkedPap)
  const asksProvider = source !== undefined && isMilder(source, { tlp, pap })
  const orNull = (text: string | undefined) => text?.trim() || null
  const numberOr = (text: string | undefined, otherwise: number) => (text?.trim() ? Number(text) : otherwise)
  const save = (values: Record<string, string>) =>
    onSave({
      name: values.name?.trim() ?? '',
      title: values.title?.trim() ?? '',
      provider: values.provider?.trim() ?? '',
      format,
      rhythmHours: values.rhythmHours?.trim() ? Number(values.rhythmHours) : null,
      absenceExposure: numberOr(values.absenceExposure, usual.absenceExposure),
      absenceEvent: numberOr(values.absenceEvent, usual.absenceEvent),
      licence: values.licence?.trim() ?? '',
      tlp,
      pap,
      ...(asksProvider && {
        consent: {
          givenBy: values.givenBy ?? '',
          givenOn: values.givenOn ?? '',
          reference: values.reference ?? '',
          reason: values.reason ?? '',
        },
      }),
      folder: orNull(values.folder),
      fetchUrl: orNull(values.fetchUrl),
      fetchCron: orNull(values.fetchCron),
    })
  return (
    <Form
      action={action}
      busy={busy}
      fault={worded(
        fault,
        {
          name: t('form.name.wrong'),
          title: t('form.title.wrong'),
          provider: t('form.provider.wrong'),
          rhythmHours: t('form.rhythm.wrong'),
          absenceExposure: t('form.absenceExposure.wrong'),
          absenceEvent: t('form.absenceEvent.wrong'),
          fetchUrl: t('form.url.wrong'),
          consent: t('label.wrong'),
        },
        t('form.wrong'),
      )}
      onSubmit={save}
    >
      <TextField name="title" label={t('form.title')} hint={t('form.title.hint')} defaultValue={source?.title} />
      <TextField
        name="name"
        label={t('form.name')}
        hint={t('form.name.hint')}
        defaultValue={source?.name}
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextField name="provider" label={t('form.provider')} defaultValue={source?.provider} />
      <SelectField
        name="format"
        label={t('form.format')}
        value={format}
        onChange={({ target }) => onFormat(target.value as FeedFormat)}
        choices={feedFormats.map((value) => ({ value, label: t(`format.${value}`) }))}
      />
      {children}
      <TextField
        name="rhythmHours"
        label={t('form.rhythm')}
        hint={t('form.rhythm.hint')}
        optional
        type="number"
        min={1}
        max={8760}
        defaultValue={source?.rhythmHours ?? ''}
      />
      <TextField
        name="absenceExposure"
        label={t('form.absenceExposure')}
        hint={t('form.absenceExposure.hint')}
        type="number"
        min={1}
        max={60}
        defaultValue={source?.absenceExposure ?? usual.absenceExposure}
      />
      <TextField
        name="absenceEvent"
        label={t('form.absenceEvent')}
        hint={t('form.absenceEvent.hint')}
        type="number"
        min={1}
        max={365}
        defaultValue={source?.absenceEvent ?? usual.absenceEvent}
      />
      <SelectField
        name="tlp"
        label={t('form.tlp')}
        hint={t('form.tlp.hint')}
        value={tlp}
        onChange={({ target }) => setTlp(target.value as Tlp)}
        choices={tlps.map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="pap"
        label={t('form.pap')}
        hint={t('form.pap.hint')}
        value={pap}
        onChange={({ target }) => setPap(target.value as Pap)}
        choices={paps.map((value) => ({ value, label: value }))}
      />
      {asksProvider && (
        <fieldset className="field fieldset">
          <legend>{t('label.consent', { provider: source.provider })}</legend>
          <Notice tone="warning">{t('label.milder')}</Notice>
          <TextField name="givenBy" label={t('label.givenBy')} hint={t('label.givenBy.hint')} required />
          <TextField name="givenOn" label={t('label.givenOn')} type="date" required />
          <TextField name="reference" label={t('label.reference')} hint={t('label.reference.hint')} required />
          <TextAreaField name="reason" label={t('label.reason')} rows={2} maxLength={2_000} required />
        </fieldset>
      )}
      <TextField name="licence" label={t('form.licence')} hint={t('form.licence.hint')} optional defaultValue={source?.licence} />
      <TextField
        name="fetchUrl"
        label={t('form.url')}
        hint={t('form.url.hint')}
        optional
        type="url"
        defaultValue={source?.fetchUrl ?? ''}
      />
      <TextField
        name="fetchCron"
        label={t('form.cron')}
        hint={t('form.cron.hint')}
        optional
        spellCheck={false}
        defaultValue={source?.fetchCron ?? ''}
      />
      <TextField
        name="folder"
        label={t('form.folder')}
        hint={t('form.folder.hint')}
        optional
        spellCheck={false}
        defaultValue={source?.folder ?? ''}
      />
    </Form>
  )
}
