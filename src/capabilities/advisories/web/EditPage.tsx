import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { type ApiFault, useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type Advisory, type AdvisoryContent, advisoriesApi } from '../contract.ts'
import { inLocale } from '../rules.ts'
import { AdvicePart } from './AdvicePart.tsx'
import { AdvisoryText } from './AdvisoryText.tsx'
import { AudiencePreview } from './AudienceList.tsx'
import { AudiencePart } from './AudiencePart.tsx'
import { CheckedPart } from './CheckedPart.tsx'
import { ClosesPart } from './ClosesPart.tsx'
import { type Edited, knownBeside } from './edited.ts'
import { FactsPart } from './FactsPart.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { LeftOutPart } from './LeftOutPart.tsx'
import { OtherProductsPart, ProductsPart, ReferencesPart, VulnerabilitiesPart } from './ListsPart.tsx'
import { PartnerNews } from './PartnerNews.tsx'
import { CsafPreview, MailPreview } from './PreviewPart.tsx'
import { emptySource, SourceFields } from './SourceFields.tsx'
import { MeasuresPart, MedicalPart, NoFixPart, TextsPart } from './TextsPart.tsx'
import { advisoriesTexts } from './texts.ts'
import './advisories.css'

/** The editor: sections from the top down, and below them how it will look as a page, as mail and as CSAF. */
export function EditPage() {
  const t = useText(advisoriesTexts)
  const id = usePlace('id') as Id<'adv'>
  const { data, error, refetch } = useCall(advisoriesApi.one, { id })
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('one.missing') : t('list.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  if (!data.advisory.draft)
    return (
      <Page title={data.advisory.title || t('edit.nameless')}>
        <Empty title={t('edit.noDraft')} actions={<ButtonLink to={`/advisories/${id}`}>{t('edit.done')}</ButtonLink>}>
          <p>{t('edit.noDraft.next')}</p>
        </Empty>
      </Page>
    )
  return <Editor key={id} stored={data.advisory} />
}

/** What was typed and not saved outlives a reload: it is kept in this browser with the revision that it was written over. */
interface Kept {
  revision: number
  edited: Edited
}

const keyOf = (id: string) => `advisories.edit.${id}`

function keptOf(id: string): Kept | undefined {
  const text = sessionStorage.getItem(keyOf(id))
  return text === null ? undefined : (JSON.parse(text) as Kept)
}

const editedOf = ({ content, audience, sourceItem }: Advisory): Edited => ({ content, audience, source: sourceItem })

/** Vectors without the empty lines that stand between them while somebody types. */
const ready = ({ content, ...rest }: Edited): Edited => ({
  ...rest,
  content: {
    ...content,
    vulnerabilities: content.vulnerabilities.map(({ vectors, ...one }) => ({
      ...one,
      vectors: vectors.map((vector) => vector.trim()).filter((vector) => vector !== ''),
    })),
  },
})

function useEdited(stored: Advisory) {
  const [before] = useState(() => keptOf(stored.id))
  const [revision, setRevision] = useState(before?.revision ?? stored.revision)
  const [edited, setEdited] = useState<Edited>(before?.edited ?? editedOf(stored))
  const [isUnsaved, setUnsaved] = useState(before !== undefined)
  return {
    edited,
    revision,
    isUnsaved,
    wasKept: before !== undefined,
    put(next: Edited) {
      sessionStorage.setItem(keyOf(stored.id), JSON.stringify({ revision, edited: next } satisfies Kept))
      setUnsaved(true)
      setEdited(next)
    },
    /** What is on the page is what is saved. */
    settle(at: number) {
      sessionStorage.removeItem(keyOf(stored.id))
      setRevision(at)
      setUnsaved(false)
    },
    /** Goes on over what somebody else has saved meanwhile, which has been read. */
    standOn: setRevision,
    take(saved: Advisory) {
      sessionStorage.removeItem(keyOf(stored.id))
      setRevision(saved.revision)
      setEdited(editedOf(saved))
      setUnsaved(false)
    },
  }
}

function Editor({ stored }: { stored: Advisory }) {
  const t = useText(advisoriesTexts)
  const { edited, revision, isUnsaved, wasKept, put, settle, standOn, take } = useEdited(stored)
  const [language, setLanguage] = useState<Locale>('nb')
  const save = useAction(advisoriesApi.change, {
    onDone: ({ revision: at }) => {
      settle(at)
      tell(t('edit.saved'))
    },
  })
  const { content, audience, source } = edited
  const change = (patch: Partial<AdvisoryContent>) => put({ ...edited, content: { ...content, ...patch } })
  const part = { content, change, language }
  const name = inLocale(content.title, language) || t('edit.nameless')
  return (
    <Page
      title={t('edit.title', { name })}
      lead={stored.trackingId}
      actions={<ButtonLink to={`/advisories/${stored.id}`}>{t('edit.done')}</ButtonLink>}
    >
      <PartnerNews id={stored.id} />
      <LeftOutPart leftOut={stored.leftOut} />
      {wasKept && isUnsaved && (
        <Notice
          tone="warning"
          actions={
            <Button look="secondary" onClick={() => take(stored)}>
              {t('edit.forget')}
            </Button>
          }
        >
          <p>{t('edit.kept')}</p>
        </Notice>
      )}
      <Section title={t('part.facts')}>
        <FactsPart content={content} change={change} />
      </Section>
      <Section title={t('part.texts')}>
        <LanguageChoice language={language} onChange={setLanguage} />
        <TextsPart {...part} />
      </Section>
      <Section title={t('part.measures')}>
        <MeasuresPart {...part} />
      </Section>
      <NoFixPart {...part} />
      <MedicalPart {...part} />
      <Section title={t('part.advice')}>
        <AdvicePart content={content} change={change} />
      </Section>
      {content.type === 'all-clear' && <ClosesPart content={content} change={change} />}
      <ProductsPart content={content} change={change} />
      <OtherProductsPart content={content} change={change} />
      <VulnerabilitiesPart content={content} change={change} known={stored.vulnerabilities} />
      <ReferencesPart content={content} change={change} />
      <SourcePart stored={stored} source={source} onChange={(next) => put({ ...edited, source: next })} />
      <Section title={t('part.audience')}>
        <AudiencePart audience={audience} named={stored.named} onChange={(next) => put({ ...edited, audience: next })} />
        <AudiencePreview id={stored.id} />
      </Section>
      <Section title={t('part.preview')}>
        <p className="field-hint">{t('part.preview.hint')}</p>
        <div className="advisory-sides">
          <Section title={t('preview.page')}>
            <AdvisoryText
              content={content}
              source={source}
              noMeasures={null}
              known={knownBeside(content, stored.vulnerabilities)}
              locale={language}
            />
          </Section>
          <Section title={t('preview.mail')}>
            <MailPreview id={stored.id} language={language} />
          </Section>
          <Section title={t('preview.csaf')}>
            <CsafPreview id={stored.id} language={language} />
          </Section>
        </div>
      </Section>
      <div className="advisory-bar">
        <SaveFault fault={save.error} onMine={() => standOn(stored.revision)} onTheirs={() => take(stored)} />
        <div className="actions">
          <Button busy={save.isPending} onClick={() => save.mutate({ id: stored.id, revision, ...ready(edited) })}>
            {t('edit.save')}
          </Button>
          {isUnsaved && <span role="status">{t('edit.unsaved')}</span>}
        </div>
      </div>
    </Page>
  )
}

/** Why it was not saved. When somebody else wrote meanwhile, what they wrote is one press away, and so is what was typed here. */
function SaveFault({ fault, onMine, onTheirs }: { fault: ApiFault | null; onMine: () => void; onTheirs: () => void }) {
  const t = useText(advisoriesTexts)
  if (!fault) return null
  const said = worded(fault, {}, t('wrong'))!
  if (fault.code !== 'advisory-changed-meanwhile')
    return (
      <>
        <FaultNotice fault={said} />
        {Object.keys(fault.fields).length > 0 && <p className="field-hint">{Object.keys(fault.fields).join(', ')}</p>}
      </>
    )
  return (
    <Notice
      tone="warning"
      title={fault.message}
      actions={
        <>
          <Button look="secondary" onClick={onMine}>
            {t('edit.mine')}
          </Button>
          <Button look="secondary" onClick={onTheirs}>
            {t('edit.theirs')}
          </Button>
        </>
      }
    >
      <p>{fault.next}</p>
    </Notice>
  )
}

function SourcePart({
  stored,
  source,
  onChange,
}: {
  stored: Advisory
  source: Edited['source']
  onChange: (source: Edited['source']) => void
}) {
  const t = useText(advisoriesTexts)
  return (
    <Section title={t('part.source')}>
      {stored.sourceKept ? (
        <p>{t('source.kept')}</p>
      ) : (
        <label className="check">
          <input
            type="checkbox"
            className="ds-input"
            checked={source !== null}
            onChange={({ target }) => onChange(target.checked ? emptySource : null)}
          />
          {t('source.has')}
        </label>
      )}
      {stored.sourceChecked && <CheckedPart {...stored.sourceChecked} />}
      {source && <SourceFields source={source} onChange={onChange} />}
    </Section>
  )
}
