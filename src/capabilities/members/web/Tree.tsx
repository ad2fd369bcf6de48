import { ChevronDownIcon, ChevronRightIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { membersApi, type Organisation, type Part } from '../contract.ts'
import { registerTexts } from './register/texts.ts'
import { membersTexts } from './texts.ts'
import './tree.css'

/** What stands above an organisation and what below it; parts are fetched when somebody opens them, a page at a time. */
export function Tree({ organisation: { id, name } }: { organisation: Organisation }) {
  const t = useText(registerTexts)
  const { data, error, refetch } = useCall(membersApi.tree, { id })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <Section title={t('tree.title')}>
      {data.above.length > 0 && (
        <p>
          {t('tree.above')}{' '}
          {data.above.map((one) => (
            <span key={one.id}>
              <TextLink to={`/organisations/${one.id}`}>{one.name}</TextLink>
              {' › '}
            </span>
          ))}
          {t('tree.here')}
        </p>
      )}
      {data.parts === 0 ? (
        <p className="field-hint">{t('tree.none')}</p>
      ) : (
        <>
          <p>
            <CountText parts={[{ value: data.parts, what: t('tree.direct'), of: data.below }]} /> {t('tree.below')}
          </p>
          <Parts of={id} name={name} />
        </>
      )}
    </Section>
  )
}

function Parts({ of, name }: { of: Id<'org'>; name: string }) {
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined])
  return (
    <ul className="tree" aria-label={name}>
      {pages.map((after, index) => (
        <PartPage
          key={after ?? ''}
          of={of}
          after={after}
          {...(index === pages.length - 1 && { onMore: (next: string) => setPages([...pages, next]) })}
        />
      ))}
    </ul>
  )
}

function PartPage({ of, after, onMore }: { of: Id<'org'>; after: string | undefined; onMore?: (next: string) => void }) {
  const t = useText(registerTexts)
  const { data, error, refetch } = useCall(membersApi.parts, { id: of, ...(after && { after }) })
  if (error)
    return (
      <li>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </li>
    )
  const next = data?.next
  return (
    <>
      {data?.rows.map((part) => (
        <One key={part.id} part={part} />
      ))}
      {next && onMore && (
        <li>
          <Button look="secondary" onClick={() => onMore(next)}>
            {t('tree.more')}
          </Button>
        </li>
      )}
    </>
  )
}

function One({ part }: { part: Part }) {
  const t = useText(registerTexts)
  const words = useText(membersTexts)
  const [open, setOpen] = useState(false)
  const { id, name, kinds, parts } = part
  const Icon = open ? ChevronDownIcon : ChevronRightIcon
  return (
    <li>
      <div className="tree-row">
        {parts > 0 ? (
          <Button
            look="tertiary"
            icon={<Icon aria-hidden="true" />}
            aria-expanded={open}
            aria-label={t(open ? 'tree.close' : 'tree.open', { name })}
            onClick={() => setOpen(!open)}
          />
        ) : (
          <span className="tree-leaf" />
        )}
        <div>
          <TextLink to={`/organisations/${id}`}>{name}</TextLink>
          <div className="field-hint">
            {[kinds.map((kind) => words(`kind.${kind}`)).join(', '), parts > 0 && t('tree.parts', { count: parts })]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </div>
      </div>
      {open && <Parts of={id} name={name} />}
    </li>
  )
}
