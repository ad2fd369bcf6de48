import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { toNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { type Assessment, Framework, frameworks, type SharedAssessment, servicesApi } from '../contract.ts'
import { useReader } from './reader.ts'
import { servicesTexts } from './texts.ts'

/** The assessments of a member: each made once, and read by whoever it is shared with, until that is withdrawn. */
export function Assessments({ organisation }: { organisation: Id<'org'> }) {
  const t = useText(servicesTexts)
  const speaks = useReader().maySpeakFor(organisation)
  const { data, error, refetch } = useCall(servicesApi.assessments, { id: organisation })
  const [adds, setAdds] = useState(false)
  const [shares, setShares] = useState<Assessment>()
  return (
    <Section
      title={t('assess.title')}
      actions={
        speaks && (
          <Button look="secondary" onClick={() => setAdds(true)}>
            {t('assess.add')}
          </Button>
        )
      }
    >
      <p>{t('assess.lead')}</p>
      <DataTable<Assessment>
        caption={t('assess.title')}
        columns={[
          ...useColumns<Assessment>(),
          {
            key: 'shared',
            title: t('assess.shared'),
            cell: (row) => <Shares assessment={row} speaks={speaks} onShare={() => setShares(row)} />,
          },
        ]}
        rows={data?.assessments}
        rowKey={({ id }) => id}
        rowName={({ title }) => title}
        empty={
          <Empty title={t('assess.none')}>
            <p>{t('assess.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
      {adds && <AddDialog organisation={organisation} onClose={() => setAdds(false)} />}
      {shares && <ShareDialog assessment={shares} onClose={() => setShares(undefined)} />}
    </Section>
  )
}

/** What others have let us read. */
export function SharedWithUs() {
  const t = useText(servicesTexts)
  const { data, error, refetch } = useCall(servicesApi.sharedWithUs, {})
  const columns = useColumns<SharedAssessment>()
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  return (
    <Section title={t('assess.theirs')}>
      <DataTable<SharedAssessment>
        caption={t('assess.theirs')}
        columns={[{ key: 'owner', title: t('assess.owner'), cell: ({ owner }) => owner }, ...columns]}
        rows={data?.assessments}
        rowKey={({ id }) => id}
        rowName={({ owner, title }) => `${owner}, ${title}`}
        empty={
          <Empty title={t('assess.theirs.none')}>
            <p>{t('assess.theirs.next')}</p>
          </Empty>
        }
      />
    </Section>
  )
}

function useColumns<Row extends Pick<Assessment, 'title' | 'framework' | 'doneOn' | 'document' | 'answers'>>(): Column<Row>[] {
  const t = useText(servicesTexts)
  return [
    {
      key: 'title',
      title: t('assess.name'),
      cell: ({ title, framework, document, answers }) => (
        <div>
          {title}
          <div className="field-hint">
            {[t(`assess.framework.${framework}`), document.issuer, document.reference].filter(Boolean).join(' · ')}
          </div>
          {answers.length > 0 && (
            <div className="field-hint">
              {t('assess.answers', { met: answers.filter(({ answer }) => answer === 'met').length, of: answers.length })}
            </div>
          )}
        </div>
      ),
    },
    { key: 'doneOn', title: t('assess.doneOn'), tight: true, cell: ({ doneOn }) => <Day day={doneOn} /> },
    {
      key: 'until',
      title: t('assess.validUntil'),
      tight: true,
      cell: ({ document }) => document.validUntil && <Day day={document.validUntil} />,
    },
  ]
}

const Day = ({ day }: { day: string }) => <TimeText at={`${day}T12:00:00.000Z`} only="day" />

function Shares({ assessment, speaks, onShare }: { assessment: Assessment; speaks: boolean; onShare: () => void }) {
  const t = useText(servicesTexts)
  const again = useAction(servicesApi.share)
  const unshare = useAction(servicesApi.unshare)
  const live = assessment.shares.filter(({ withdrawnAt }) => withdrawnAt === null)
  return (
    <div>
      {live.length === 0 && t('assess.shared.none')}
      {live.map(({ number, label }) => (
        <div key={number} className="row-actions">
          {label} ({number})
          {speaks && (
            <Button
              look="tertiary"
              danger
              aria-label={t('assess.unshare.of', { label })}
              onClick={() =>
                unshare.mutate(
                  { id: assessment.id, number },
                  {
                    onSuccess: () =>
                      tell(t('assess.unshared', { label }), () => again.mutate({ id: assessment.id, number, label })),
                  },
                )
              }
            >
              {t('assess.unshare')}
            </Button>
          )}
        </div>
      ))}
      {speaks && (
        <Button look="tertiary" aria-label={t('assess.share.of', { title: assessment.title })} onClick={onShare}>
          {t('assess.share')}
        </Button>
      )}
    </div>
  )
}

function ShareDialog({ assessment: { id, title }, onClose }: { assessment: Assessment; onClose: () => void }) {
  const t = useText(servicesTexts)
  const share = useAction(servicesApi.share, {
    onDone: (_, { label }) => {
      tell(t('assess.share.done', { label }))
      onClose()
    },
  })
  return (
    <Dialog title={t('assess.share.of', { title })} onClose={onClose}>
      <Form
        action={t('assess.share')}
        busy={share.isPending}
        fault={worded(share.error, {}, t('assess.wrong'))}
        onSubmit={({ number = '', label = '' }) => share.mutate({ id, number, label })}
      >
        <TextField
          name="number"
          label={t('assess.share.number')}
          hint={t('assess.share.hint')}
          inputMode="numeric"
          maxLength={20}
        />
        <TextField name="label" label={t('assess.share.label')} maxLength={200} />
      </Form>
    </Dialog>
  )
}

function AddDialog({ organisation, onClose }: { organisation: Id<'org'>; onClose: () => void }) {
  const t = useText(servicesTexts)
  const today = toNorwegian(new Date(useNow()).toISOString()).slice(0, 10)
  const add = useAction(servicesApi.addAssessment, {
    onDone: () => {
      tell(t('assess.kept'))
      onClose()
    },
  })
  return (
    <Dialog title={t('assess.add')} onClose={onClose}>
      <Form
        action={t('assess.add')}
        busy={add.isPending}
        fault={worded(add.error, {}, t('assess.wrong'))}
        onSubmit={({ framework, title = '', doneOn = '', issuer = '', reference = '', validUntil }) =>
          add.mutate({
            id: organisation,
            framework: Framework.parse(framework),
            title,
            doneOn,
            document: { issuer, reference, validUntil: validUntil || null },
          })
        }
      >
        <SelectField
          name="framework"
          label={t('assess.framework')}
          choices={frameworks.map((value) => ({ value, label: t(`assess.framework.${value}`) }))}
        />
        <TextField name="title" label={t('assess.name')} maxLength={200} />
        <TextField name="doneOn" type="date" label={t('assess.doneOn')} defaultValue={today} />
        <TextField name="issuer" label={t('assess.issuer')} maxLength={200} optional />
        <TextField name="reference" label={t('assess.reference')} maxLength={200} optional />
        <TextField name="validUntil" type="date" label={t('assess.validUntil')} optional />
      </Form>
    </Dialog>
  )
}
