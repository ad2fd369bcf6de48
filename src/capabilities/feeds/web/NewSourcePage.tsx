import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction } from '#ui/api.ts'
import { Page } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type FeedFormat, feedsApi } from '../contract.ts'
import { MappingEditor } from './MappingEditor.tsx'
import type { Mapping } from './mapping.ts'
import { SourceForm } from './SourceForm.tsx'
import { feedsTexts } from './texts.ts'

/** Adds a source; a table or list gets its mapping here, from a sample. */
export function NewSourcePage() {
  const t = useText(feedsTexts)
  const navigate = useNavigate()
  const [format, setFormat] = useState<FeedFormat>('shadowserver')
  const [mapping, setMapping] = useState<Mapping>()
  const add = useAction(feedsApi.addSource, {
    onDone: ({ id }, { title }) => {
      tell(t('new.added', { title }))
      void navigate({ to: `/sources/${id}` })
    },
  })
  const choose = (next: FeedFormat) => {
    setFormat(next)
    setMapping(undefined)
  }
  return (
    <Page title={t('new.title')} lead={t('new.lead')}>
      <SourceForm
        format={format}
        onFormat={choose}
        action={t('new.save')}
        busy={add.isPending}
        fault={add.error}
        onSave={(settings) => add.mutate({ ...settings, ...(mapping && { mapping }) })}
      >
        {(format === 'csv' || format === 'json') && (
          <MappingEditor key={format} format={format} mapping={mapping} onChange={setMapping} />
        )}
      </SourceForm>
    </Page>
  )
}
