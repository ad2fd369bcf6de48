import { TrashIcon } from '@navikt/aksel-icons'
import { lazy, type ReactNode, Suspense } from 'react'
import { Button } from '#ui/kit/Button.tsx'
import { TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import type { KnownVulnerability, Product, Reference, Vulnerability } from '../contract.ts'
import { Known } from './AdvisoryText.tsx'
import { type PartProps, replaced } from './edited.ts'
import { advisoriesTexts } from './texts.ts'

/** The calculator of scores is heavy: it comes when a vector is shown. */
const Scores = lazy(() => import('./Scores.tsx'))
/** So is the reader of versions. */
const VersionsHint = lazy(() => import('./VersionsHint.tsx'))
const ConcernsPart = lazy(() => import('./ConcernsPart.tsx'))

/** Rows of one kind with a button that adds one. */
function Rows<Item>({
  title,
  items,
  empty,
  add,
  legend,
  remove,
  row,
  onChange,
}: {
  title: string
  items: readonly Item[]
  empty: Item
  add: string
  legend: (number: number) => string
  remove: (number: number) => string
  row: (item: Item, change: (patch: Partial<Item>) => void, at: number) => ReactNode
  onChange: (items: Item[]) => void
}) {
  return (
    <Section title={title}>
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing but its place while it is written
        <fieldset key={at} className="advisory-group advisory-row">
          <legend className="ds-sr-only">{legend(at + 1)}</legend>
          <div className="advisory-fields">{row(item, (patch) => onChange(replaced(items, at, { ...item, ...patch })), at)}</div>
          <div className="actions">
            <Button
              look="tertiary"
              icon={<TrashIcon aria-hidden="true" />}
              aria-label={remove(at + 1)}
              onClick={() => onChange(replaced(items, at, undefined))}
            />
          </div>
        </fieldset>
      ))}
      <div className="actions">
        <Button look="secondary" onClick={() => onChange([...items, empty])}>
          {add}
        </Button>
      </div>
    </Section>
  )
}

const productFields = ['vendor', 'product', 'versions', 'cpe', 'purl'] as const
const noProduct: Product = { vendor: '', product: '', versions: '', cpe: '', purl: '' }

export function ProductsPart({ content, change }: PartProps) {
  const t = useText(advisoriesTexts)
  return (
    <Rows<Product>
      title={t('part.products')}
      items={content.products}
      empty={noProduct}
      add={t('product.add')}
      legend={(number) => t('product.of', { number })}
      remove={(number) => t('product.remove', { number })}
      onChange={(products) => change({ products })}
      row={(item, patch, at) => (
        <>
          <ProductFields item={item} patch={patch} place={at} />
          <Suspense>
            <VersionsHint versions={item.versions} />
            <ConcernsPart content={content} change={change} place={at} />
          </Suspense>
        </>
      )}
    />
  )
}

function ProductFields({ item, patch, place }: { item: Product; patch: (patch: Partial<Product>) => void; place: number }) {
  const t = useText(advisoriesTexts)
  return productFields.map((name) => (
    <TextField
      key={name}
      name={`product-${place}-${name}`}
      label={t(`product.${name}`)}
      optional={name !== 'product'}
      maxLength={500}
      value={item[name]}
      onChange={({ target }) => patch({ [name]: target.value })}
    />
  ))
}

/** Products that are mended, not affected or looked into: a document of a partner names them, and they are moved here by what is said. */
export function OtherProductsPart({ content, change }: PartProps) {
  const t = useText(advisoriesTexts)
  const { products, otherProducts = [] } = content
  if (otherProducts.length === 0) return null
  return (
    <Section title={t('part.otherProducts')}>
      <p className="field-hint">{t('part.otherProducts.hint')}</p>
      <ul className="ds-list">
        {otherProducts.map(({ key, vendor, product, versions }, at) => (
          <li key={key}>
            {[vendor, product, versions].filter(Boolean).join(' ')}
            <Suspense>
              <ConcernsPart content={content} change={change} place={products.length + at} />
            </Suspense>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const noVulnerability: Vulnerability = { cve: '', vectors: [] }

/** Vulnerabilities, each with what its vectors come to and what was known of it when the draft was last saved. */
export function VulnerabilitiesPart({ content, change, known }: PartProps & { known: readonly KnownVulnerability[] }) {
  const t = useText(advisoriesTexts)
  return (
    <Rows<Vulnerability>
      title={t('part.vulnerabilities')}
      items={content.vulnerabilities}
      empty={noVulnerability}
      add={t('vulnerability.add')}
      legend={(number) => t('vulnerability.of', { number })}
      remove={(number) => t('vulnerability.remove', { number })}
      onChange={(vulnerabilities) => change({ vulnerabilities })}
      row={(item, patch, at) => (
        <>
          <TextField
            name={`cve-${at}`}
            label={t('vulnerability.cve')}
            placeholder="CVE-2026-12345"
            value={item.cve}
            onChange={({ target }) => patch({ cve: target.value.toUpperCase() })}
          />
          <TextAreaField
            name={`vectors-${at}`}
            label={t('vulnerability.vectors')}
            optional
            rows={2}
            value={item.vectors.join('\n')}
            onChange={({ target }) => patch({ vectors: target.value.split('\n') })}
          />
          <Suspense>
            <Scores vectors={item.vectors} />
          </Suspense>
          <Known of={withoutScores(known.find(({ cve }) => cve === item.cve))} />
        </>
      )}
    />
  )
}

/** The scores stand above already, of the vectors as they are typed. */
const withoutScores = (known: KnownVulnerability | undefined): KnownVulnerability | undefined => known && { ...known, scores: [] }

const noReference: Reference = { summary: '', url: '' }

export function ReferencesPart({ content, change }: PartProps) {
  const t = useText(advisoriesTexts)
  return (
    <Rows<Reference>
      title={t('part.references')}
      items={content.references}
      empty={noReference}
      add={t('reference.add')}
      legend={(number) => t('reference.of', { number })}
      remove={(number) => t('reference.remove', { number })}
      onChange={(references) => change({ references })}
      row={(item, patch, at) => (
        <>
          <TextField
            name={`summary-${at}`}
            label={t('reference.summary')}
            maxLength={500}
            value={item.summary}
            onChange={({ target }) => patch({ summary: target.value })}
          />
          <TextField
            name={`url-${at}`}
            type="url"
            label={t('reference.url')}
            maxLength={2_000}
            value={item.url}
            onChange={({ target }) => patch({ url: target.value })}
          />
        </>
      )}
    />
  )
}
