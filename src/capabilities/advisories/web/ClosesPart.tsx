import { useState } from 'react'
import { advisoryTypes } from '#domain/advisory-type.ts'
import type { Id } from '#domain/id.ts'
import { call, useCall } from '#ui/api.ts'
import { Section } from '#ui/kit/Page.tsx'
import { Picker } from '#ui/kit/Picker.tsx'
import { useText } from '#ui/text/text.ts'
import { advisoriesApi } from '../contract.ts'
import { Chosen } from './AudiencePart.tsx'
import type { PartProps } from './edited.ts'
import { advisoriesTexts } from './texts.ts'

const shown = 8
const endable = advisoryTypes.filter((type) => type !== 'all-clear')
const nameOf = ({ trackingId, title }: { trackingId: string; title: string }): string => `${trackingId} ${title}`
const find = async (q: string) =>
  (await call(advisoriesApi.list, { state: ['published'], type: endable, q, limit: shown })).rows.map((row) => ({
    id: row.id,
    name: nameOf(row),
  }))

/** Of an all-clear: which published warnings it ends, each found by its number or a part of its title. */
export function ClosesPart({ content, change }: PartProps) {
  const t = useText(advisoriesTexts)
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map())
  const { closes } = content
  return (
    <Section title={t('part.closes')}>
      <Picker
        label={t('closes.warning')}
        hint={t('closes.hint')}
        none={t('closes.none')}
        change={t('closes.change')}
        chosen={undefined}
        onChoose={(one) => {
          if (!one) return
          const id = one.id as Id<'adv'>
          setPicked(new Map([...picked, [id, one.name]]))
          if (!closes.includes(id)) change({ closes: [...closes, id] })
        }}
        search={find}
      />
      {closes.length > 0 && (
        <ul className="advisory-reasons">
          {closes.map((id) => (
            <Ended
              key={id}
              id={id}
              name={picked.get(id)}
              onRemove={() => change({ closes: closes.filter((one) => one !== id) })}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}

/** A warning that ends. One that was chosen before the page was opened is asked for by its id. */
function Ended({ id, name, onRemove }: { id: Id<'adv'>; name: string | undefined; onRemove: () => void }) {
  const { data } = useCall(advisoriesApi.one, { id }, { enabled: name === undefined })
  return <Chosen name={name ?? (data ? nameOf(data.advisory) : id)} onRemove={onRemove} />
}
