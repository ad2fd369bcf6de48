import { useState } from 'react'
import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { call, useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Picker } from '#ui/kit/Picker.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type AskedProduct, repliesApi, type TeamAsk } from '../contract.ts'
import { AnswerPart } from './AnswerPart.tsx'
import { ReplyList } from './ReplyList.tsx'
import { repliesTexts } from './texts.ts'

/** Who is asked about one warning, what they say, and whom else to ask. */
export function SuppliersPage() {
  const t = useText(repliesTexts)
  const id = usePlace('id') as Id<'adv'>
  const { data, error, refetch } = useCall(repliesApi.ofAdvisory, { id })
  const [isNaming, setNaming] = useState(false)
  const ask = useAction(repliesApi.ask, { onDone: ({ already }) => tell(t(already ? 'name.already' : 'name.done')) })
  if (error && !data)
    return (
      <Page title={t('suppliers.title')}>
        {error.status === 404 ? (
          <Empty title={t('suppliers.notOut')} actions={<ButtonLink to={`/advisories/${id}`}>{t('suppliers.back')}</ButtonLink>}>
            <p>{t('suppliers.notOut.next')}</p>
          </Empty>
        ) : (
          <FaultNotice fault={error} onRetry={() => void refetch()} />
        )}
      </Page>
    )
  if (!data) return <PageAwaited />
  return (
    <Page
      title={t('suppliers.title')}
      lead={
        <>
          {data.trackingId} · <TextLink to={`/advisories/${id}`}>{data.title}</TextLink>
        </>
      }
      actions={data.products.length > 0 && <Button onClick={() => setNaming(true)}>{t('name.title')}</Button>}
    >
      {data.suggested.length > 0 && (
        <Notice title={t('suggested.title')}>
          <ul className="ds-list">
            {data.suggested.map(({ id: organisation, name, products }) => (
              <li key={organisation}>
                {name}: {products.join(', ')}{' '}
                <Button look="secondary" busy={ask.isPending} onClick={() => ask.mutate({ id, organisation, products })}>
                  {t('suggested.ask', { name })}
                </Button>
              </li>
            ))}
          </ul>
          {ask.error && <FaultNotice fault={ask.error} />}
        </Notice>
      )}
      {data.asks.length === 0 && (
        <Empty title={t('suppliers.none')}>
          <p>{t(data.products.length > 0 ? 'suppliers.none.next' : 'suppliers.noProducts')}</p>
        </Empty>
      )}
      {data.asks.map((one) => (
        <Supplier key={one.organisation.id} ask={one} />
      ))}
      {isNaming && <NameDialog id={id} products={data.products} onClose={() => setNaming(false)} />}
    </Page>
  )
}

function Supplier({ ask }: { ask: TeamAsk }) {
  const t = useText(repliesTexts)
  const [isAnswering, setAnswering] = useState(false)
  const remind = useAction(repliesApi.remind, { onDone: () => tell(t('remind.done', { name: ask.organisation.name })) })
  const isOpen = ask.overAt === null
  return (
    <Section
      title={ask.organisation.name}
      actions={
        <>
          {isOpen && ask.missing > 0 && (
            <Button
              look="secondary"
              busy={remind.isPending}
              onClick={() => remind.mutate({ id: ask.advisory, organisation: ask.organisation.id })}
            >
              {t('remind.action')}
            </Button>
          )}
          {ask.mayAnswer && !isAnswering && (
            <Button look="secondary" onClick={() => setAnswering(true)}>
              {t('answer.title.team')}
            </Button>
          )}
        </>
      }
    >
      <p>
        <CountText
          parts={[
            { value: ask.cells - ask.missing, of: ask.cells, what: t('count.answered') },
            { value: ask.told, what: t('count.told') },
            { value: ask.reminders, what: t('count.reminders') },
          ]}
        />
      </p>
      <p className="field-hint">
        {t(`how.${ask.how}`, { name: ask.askedBy })} <TimeText at={ask.askedAt} />
        {ask.remindedAt && (
          <>
            {' '}
            · {t('column.reminded')} <TimeText at={ask.remindedAt} />
          </>
        )}
      </p>
      {remind.error && <FaultNotice fault={remind.error} />}
      <ReplyList replies={ask.replies} />
      {isAnswering && <AnswerPart ask={ask} />}
    </Section>
  )
}

const shown = 8
const find = async (q: string) => (await call(membersApi.list, { q, limit: shown })).rows

/** Names a supplier that the register does not know as the vendor. */
function NameDialog({ id, products, onClose }: { id: Id<'adv'>; products: readonly AskedProduct[]; onClose: () => void }) {
  const t = useText(repliesTexts)
  const [chosen, setChosen] = useState<{ id: Id<'org'>; name: string }>()
  const [keys, setKeys] = useState<readonly string[]>(products.map(({ key }) => key))
  const ask = useAction(repliesApi.ask, {
    onDone: ({ already }) => {
      tell(t(already ? 'name.already' : 'name.done'))
      onClose()
    },
  })
  const toggle = (key: string) => setKeys(keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key])
  return (
    <Dialog title={t('name.title')} onClose={onClose}>
      <p>{t('name.lead')}</p>
      <Form
        action={t('name.action')}
        busy={ask.isPending}
        fault={ask.error}
        onSubmit={() => chosen && keys.length > 0 && ask.mutate({ id, organisation: chosen.id, products: [...keys] })}
      >
        <Picker
          label={t('column.supplier')}
          hint={t('name.hint')}
          change={t('name.change')}
          none={t('name.none')}
          chosen={chosen}
          onChoose={(picked) => setChosen(picked as typeof chosen)}
          search={find}
        />
        <fieldset className="fieldset">
          <legend>{t('column.products')}</legend>
          {products.map(({ key, name }, at) => (
            <label key={key} className="check" htmlFor={`product-${at}`}>
              <input
                id={`product-${at}`}
                type="checkbox"
                className="ds-input"
                checked={keys.includes(key)}
                onChange={() => toggle(key)}
              />
              {name}
            </label>
          ))}
        </fieldset>
      </Form>
    </Dialog>
  )
}
