import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { endOfDay } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { type Holding, type KnownHolding, membersApi } from '../contract.ts'
import { holdingText } from './holdings.ts'
import { PeriodText } from './PeriodText.tsx'
import { useReader } from './reader.ts'
import { membersTexts } from './texts.ts'

/** Whose an address was at a moment, and how we know. The question stands in the address of the page. */
export function OwnerPage() {
  const t = useText(membersTexts)
  const [{ what = '', at = '', known = '' }, change] = useAddress()
  return (
    <Page title={t('owner.title')} lead={t('owner.lead')}>
      <Form
        action={t('owner.action')}
        onSubmit={({ what = '', at, known }) =>
          change({ what: what.trim() || undefined, at: at || undefined, known: known || undefined })
        }
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
        <TextField
          key={`known ${known}`}
          name="known"
          label={t('owner.known')}
          hint={t('owner.known.hint')}
          optional
          type="date"
          defaultValue={known}
        />
      </Form>
      {what && <Answer what={what} at={at} known={known} />}
    </Page>
  )
}

function Answer({ what, at, known }: { what: string; at: string; known: string }) {
  const t = useText(membersTexts)
  const { mayKeep } = useReader()
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? { at: `${at}:00.000Z` } : {}
  // What was learned on that day counts.
  const knowing = /^\d{4}-\d\d-\d\d$/.test(known) ? { known: endOfDay(known) } : {}
  const { data, error, isFetching, refetch } = useCall(membersApi.ownerOf, { what, ...moment, ...knowing })
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
          [t('owner.known'), <TimeText key="known" at={data.known} />],
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
            {
              key: 'proof',
              title: t('holding.proof'),
              cell: ({ proof, confirmedAt }) => (
                <div>
                  {t(`proof.${proof}`)}
                  <div className="field-hint">
                    {t('holding.confirmed')} <TimeText at={confirmedAt} only="day" />
                  </div>
                </div>
              ),
            },
            { key: 'source', title: t('owner.source'), cell: (holding) => <Source holding={holding} /> },
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

/** Where it came from, and since when the register says so. */
function Source({ holding: { source, sourceWords, knownFrom } }: { holding: KnownHolding }) {
  const t = useText(membersTexts)
  const claim = /^claim:(clm_[0-9a-f]{32})$/.exec(source)?.[1]
  return (
    <div>
      {claim ? <TextLink to={`/claims/${claim}`}>{sourceWords}</TextLink> : sourceWords}
      <div className="field-hint">
        {t('owner.since')} <TimeText at={knownFrom} only="day" />
      </div>
    </div>
  )
}

function Named({ holding }: { holding: Holding | null }) {
  const t = useText(membersTexts)
  if (!holding) return t('owner.none')
  const { organisation } = holding
  return <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>
}
