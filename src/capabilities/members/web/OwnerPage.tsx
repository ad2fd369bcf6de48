import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Holding, membersApi } from '../contract.ts'
import { holdingText } from './holdings.ts'
import { PeriodText } from './PeriodText.tsx'
import { useReader } from './reader.ts'
import { membersTexts } from './texts.ts'

/** Whose an address was at a moment, and how we know. The question stands in the address of the page. */
export function OwnerPage() {
  const t = useText(membersTexts)
  const [{ what = '', at = '' }, change] = useAddress()
  return (
    <Page title={t('owner.title')} lead={t('owner.lead')}>
      <Form
        action={t('owner.action')}
        onSubmit={({ what = '', at }) => change({ what: what.trim() || undefined, at: at || undefined })}
      >
        <TextField
          key={what}
          name="what"
          label={t('owner.what')}
          hint={t('owner.what.hint')}
          defaultValue={what}
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField
          key={`at ${at}`}
          name="at"
          label={t('owner.at')}
          hint={t('owner.at.hint')}
          optional
          type="datetime-local"
          defaultValue={at}
        />
      </Form>
      {what && <Answer what={what} at={at} />}
    </Page>
  )
}

function Answer({ what, at }: { what: string; at: string }) {
  const t = useText(membersTexts)
  const { mayKeep } = useReader()
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? { at: `${at}:00.000Z` } : {}
  const { data, error, isFetching, refetch } = useCall(membersApi.ownerOf, { what, ...moment })
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  const none = data.candidates.length === 0
  return (
    <Section title={t('owner.answer', { what })}>
      <p role="status" aria-busy={isFetching}>
        {data.words}
      </p>
      <Definition
        items={[
          [t('owner.asked'), <TimeText key="at" at={data.at} zone />],
          [t('relation.owns'), <Named key="owner" holding={data.owner} />],
          [t('relation.operates'), <Named key="operator" holding={data.operator} />],
        ]}
      />
      {none ? (
        <Empty
          title={t('owner.nobody')}
          actions={mayKeep && <ButtonLink to={`/organisations?add=${encodeURIComponent(what)}`}>{t('owner.add')}</ButtonLink>}
        >
          <p>{t('owner.nobody.next')}</p>
        </Empty>
      ) : (
        <DataTable
          caption={t('owner.candidates')}
          columns={[
            {
              key: 'value',
              title: t('holding.value'),
              cell: (holding) => (
                <div>
                  <code>{holdingText(holding)}</code>
                  <div>{t(`relation.${holding.relation}`)}</div>
                </div>
              ),
            },
            {
              key: 'who',
              title: t('list.name'),
              cell: ({ organisation }) => <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>,
            },
            { key: 'period', title: t('holding.period'), cell: (holding) => <PeriodText holding={holding} /> },
            { key: 'proof', title: t('holding.proof'), cell: ({ proof }) => t(`proof.${proof}`) },
          ]}
          rows={data.candidates}
          rowKey={({ id }) => id}
          rowName={holdingText}
          empty={null}
        />
      )}
    </Section>
  )
}

function Named({ holding }: { holding: Holding | null }) {
  const t = useText(membersTexts)
  if (!holding) return t('owner.none')
  const { organisation } = holding
  return <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>
}
