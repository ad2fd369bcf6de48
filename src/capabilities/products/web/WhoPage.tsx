import { useState } from 'react'
import { call, useAction } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Empty, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { type Picked, Picker } from '#ui/kit/Picker.tsx'
import { useText } from '#ui/text/text.ts'
import { mostMatches, type ProductMatch, productsApi } from '../contract.ts'
import { SeenText } from './LineWords.tsx'
import { productsTexts } from './texts.ts'

/** Vendors and products that are known in the sector and begin so. */
const find = async (q: string) =>
  (await call(productsApi.names, { q })).rows.map(({ vendor, product }) => ({
    id: JSON.stringify([vendor, product]),
    name: vendor ? `${product}, ${vendor}` : product,
  }))

const codes = ['cpe', 'purl'] as const

/** Who has a product: which line, how sure, and why; and how many have told us nothing. */
export function WhoPage() {
  const t = useText(productsTexts)
  const [chosen, setChosen] = useState<Picked>()
  const match = useAction(productsApi.match)
  const send = ({ product = '', vendor = '', versions = '', cpe = '', purl = '' }: Record<string, string>) => {
    const said = Object.entries({ product, vendor, versions, cpe, purl }).filter(([, text]) => text.trim() !== '')
    match.mutate({ products: [Object.fromEntries(said)] })
  }
  const [vendor, product] = chosen ? (JSON.parse(chosen.id) as [string, string]) : ['', '']
  return (
    <Page title={t('who.title')} lead={t('who.lead')}>
      <div className="form">
        <Picker
          label={t('who.known')}
          hint={t('who.known.hint')}
          change={t('who.known.change')}
          none={t('who.known.none')}
          chosen={chosen}
          onChoose={setChosen}
          search={find}
        />
      </div>
      <Form key={chosen?.id} action={t('who.action')} busy={match.isPending} fault={match.error} onSubmit={send}>
        <TextField name="product" label={t('field.product')} defaultValue={product} optional />
        <TextField name="vendor" label={t('field.vendor')} defaultValue={vendor} optional />
        <TextField name="versions" label={t('who.versions')} hint={t('who.versions.hint')} spellCheck={false} optional />
        {codes.map((name) => (
          <TextField key={name} name={name} label={t(`field.${name}`)} autoCapitalize="none" spellCheck={false} optional />
        ))}
      </Form>
      {match.data && <Found answer={match.data} />}
    </Page>
  )
}

type Answer = NonNullable<ReturnType<typeof useAction<typeof productsApi.match>>['data']>

function Found({ answer }: { answer: Answer }) {
  const t = useText(productsTexts)
  return (
    <Section title={t('who.found')}>
      <div role="status">
        <p>
          <b>{t('who.count', { count: answer.found, matches: answer.matches })}</b>{' '}
          {t('who.told', { told: answer.told, of: answer.of })}
        </p>
        {answer.of > answer.told && <p className="faint">{t('who.silent', { count: answer.of - answer.told })}</p>}
        {answer.problems.map(({ product, text, words }) => (
          <Notice key={`${product} ${text}`} tone="warning" title={text}>
            <p>{words}</p>
          </Notice>
        ))}
        {answer.matches > answer.rows.length && <p>{t('who.first', { most: mostMatches })}</p>}
      </div>
      <DataTable<ProductMatch>
        caption={t('who.found')}
        columns={[
          {
            key: 'organisation',
            title: t('column.organisation'),
            cell: ({ organisation }) => <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>,
          },
          { key: 'sureness', title: t('who.sureness'), tight: true, cell: ({ sureness }) => t(`sure.${sureness}`) },
          {
            key: 'product',
            title: t('column.product'),
            cell: ({ line }) => (
              <>
                <TextLink to={`/products/${line.id}`}>
                  {line.product} {line.version}
                </TextLink>
                {(line.system || line.vendor) && (
                  <div className="faint">{[line.system, line.vendor].filter(Boolean).join(' · ')}</div>
                )}
              </>
            ),
          },
          { key: 'why', title: t('who.why'), cell: ({ why }) => why },
          { key: 'seen', title: t('column.seen'), cell: ({ line }) => <SeenText line={line} /> },
        ]}
        rows={answer.rows}
        rowKey={({ line, product }) => `${line.id} ${product}`}
        rowName={({ organisation, line }) => `${organisation.name}: ${line.product}`}
        empty={
          <Empty title={t('who.none')}>
            <p>{t('who.none.why')}</p>
          </Empty>
        }
      />
    </Section>
  )
}
