import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type AdvisoryType, advisoryTypes } from '#domain/advisory-type.ts'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Form, SelectField, TextAreaField, useDraft } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type AdvisorySource, advisoriesApi } from '../contract.ts'
import { contentOfProposal, proposalOf, severityOfScores } from '../rules-text.ts'
import { FromCsaf } from './file/FromCsaf.tsx'
import { emptySource, SourceFields } from './SourceFields.tsx'
import { advisoriesTexts } from './texts.ts'
import './advisories.css'

/** How a warning begins: with a text, a file, or nothing. */
export function NewPage() {
  const t = useText(advisoriesTexts)
  const edit = useEditor()
  return (
    <Page title={t('new.title')} lead={t('new.lead')}>
      <FromText />
      <FromCsaf onTaken={edit} />
      <FromNothing />
    </Page>
  )
}

/** Goes to the editor of what was begun. */
function useEditor(): (id: Id<'adv'>) => void {
  const navigate = useNavigate()
  return (id) => void navigate({ to: `/advisories/${id}/edit` })
}

const useTypes = (shown: readonly AdvisoryType[] = advisoryTypes) => {
  const t = useText(advisoriesTexts)
  return shown.map((value) => ({ value, label: t(`type.${value}`) }))
}

function FromText() {
  const t = useText(advisoriesTexts)
  const [text, keep, forget] = useDraft('advisories.new')
  const [source, setSource] = useState<AdvisorySource | null>(null)
  const edit = useEditor()
  const create = useAction(advisoriesApi.create, {
    onDone: ({ id }) => {
      forget()
      edit(id)
    },
  })
  const found = proposalOf(text)
  const types = useTypes()
  const begin = async (type: AdvisoryType) => {
    // The calculator is heavy: it comes when a text has been read, and leaves out what is no vector.
    const { readCvss } = await import('#domain/cvss.ts')
    const read = found.vectors.flatMap((vector) => {
      const reading = readCvss(vector)
      return reading.ok ? [{ vector, score: reading.value.score }] : []
    })
    const vectors = read.map(({ vector }) => vector)
    const severity = severityOfScores(read.map(({ score }) => score))
    create.mutate({ content: { ...contentOfProposal({ ...found, vectors }), type, ...(severity && { severity }) }, source })
  }
  return (
    <Section title={t('new.text')}>
      <Form
        action={t('new.text.begin')}
        busy={create.isPending}
        fault={worded(create.error, {}, t('wrong'))}
        onSubmit={({ type }) => void begin(type as AdvisoryType)}
      >
        <TextAreaField
          name="text"
          label={t('new.text.label')}
          hint={t('new.text.hint')}
          rows={8}
          maxLength={50_000}
          value={text}
          onChange={({ target }) => keep(target.value)}
        />
        <p role="status">
          {text.trim() &&
            t('new.text.found', { cves: found.cves.length, products: found.products.length, urls: found.urls.length })}
        </p>
        <SelectField name="type" label={t('field.type')} choices={types} defaultValue="vulnerability" />
        <label className="check">
          <input
            type="checkbox"
            className="ds-input"
            checked={source !== null}
            onChange={({ target }) => setSource(target.checked ? emptySource : null)}
          />
          {t('new.source')}
        </label>
        <p className="field-hint">{t('new.source.hint')}</p>
        {source && <SourceFields source={source} onChange={setSource} />}
      </Form>
    </Section>
  )
}

function FromNothing() {
  const t = useText(advisoriesTexts)
  const edit = useEditor()
  const [type, setType] = useState<AdvisoryType>('vulnerability')
  const create = useAction(advisoriesApi.create, { onDone: ({ id }) => edit(id) })
  const types = useTypes()
  return (
    <Section title={t('new.empty')}>
      {create.error && <FaultNotice fault={create.error} />}
      <SelectField
        name="emptyType"
        label={t('field.type')}
        choices={types}
        value={type}
        onChange={({ target }) => setType(target.value as AdvisoryType)}
      />
      <div className="actions">
        <Button look="secondary" busy={create.isPending} onClick={() => create.mutate({ content: { type } })}>
          {t('new.empty.begin')}
        </Button>
      </div>
    </Section>
  )
}
