import { XMarkIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { directoryApi } from '#capabilities/directory/contract.ts'
import { membersApi, organisationKinds } from '#capabilities/members/contract.ts'
import { servicesApi } from '#capabilities/services/contract.ts'
import { counties } from '#domain/county.ts'
import type { Id } from '#domain/id.ts'
import { call, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Picker } from '#ui/kit/Picker.tsx'
import { useText } from '#ui/text/text.ts'
import type { Advisory, Audience } from '../contract.ts'
import { Several } from './Several.tsx'
import { advisoriesTexts } from './texts.ts'

const shown = 8
const find = async (q: string) => (await call(membersApi.list, { q, limit: shown })).rows
const mostGroups = 200

const { compare } = new Intl.Collator('nb')
const countyChoices = Object.entries(counties)
  .map(([value, label]) => ({ value, label }))
  .sort((one, other) => compare(one.label, other.label))

/** Whom a warning goes to: by what the register says, by group, service, name and product. */
export function AudiencePart({
  audience,
  named,
  onChange,
}: {
  audience: Audience
  /** The organisations that are named in it as it was saved. */
  named: Advisory['named']
  onChange: (audience: Audience) => void
}) {
  const t = useText(advisoriesTexts)
  const change = (patch: Partial<Audience>) => onChange({ ...audience, ...patch })
  const { data: groups } = useCall(directoryApi.groups, { limit: mostGroups })
  const { data: services } = useCall(servicesApi.catalogue, {})
  return (
    <>
      <p className="field-hint">{t('part.audience.hint')}</p>
      <Several
        legend={t('audience.constituencies')}
        choices={(['health', 'municipal'] as const).map((value) => ({ value, label: t(`constituency.${value}`) }))}
        chosen={audience.constituencies}
        onChange={(constituencies) => change({ constituencies })}
      />
      <Several
        legend={t('audience.kinds')}
        choices={organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        chosen={audience.kinds}
        onChange={(kinds) => change({ kinds })}
      />
      <Several
        legend={t('audience.counties')}
        choices={countyChoices}
        chosen={audience.counties}
        onChange={(chosen) => change({ counties: chosen })}
      />
      <Several
        legend={t('audience.services')}
        choices={(services?.services ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        chosen={audience.services}
        onChange={(chosen) => change({ services: chosen })}
      />
      {groups && groups.rows.length === 0 ? (
        <p className="field-hint">{t('audience.groups.none')}</p>
      ) : (
        <Several
          legend={t('audience.groups')}
          choices={(groups?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          chosen={audience.groups}
          onChange={(chosen) => change({ groups: chosen })}
        />
      )}
      <Organisations chosen={audience.organisations} named={named} onChange={(organisations) => change({ organisations })} />
      <label className="check">
        <input
          type="checkbox"
          className="ds-input"
          checked={audience.products}
          onChange={({ target }) => change({ products: target.checked })}
        />
        {t('audience.products')}
      </label>
    </>
  )
}

function Organisations({
  chosen,
  named,
  onChange,
}: {
  chosen: readonly Id<'org'>[]
  named: Advisory['named']
  onChange: (chosen: Id<'org'>[]) => void
}) {
  const t = useText(advisoriesTexts)
  // Whoever is chosen here was found by name, so no name is asked for again.
  const [picked, setPicked] = useState<Advisory['named']>([])
  const names = new Map([...named, ...picked].map(({ id, name }) => [id, name]))
  return (
    <>
      <Picker
        label={t('audience.organisation')}
        hint={t('audience.organisation.hint')}
        none={t('audience.organisation.none')}
        change={t('audience.organisation.change')}
        chosen={undefined}
        onChoose={(one) => {
          if (!one) return
          const id = one.id as Id<'org'>
          setPicked([...picked, { id, name: one.name }])
          if (!chosen.includes(id)) onChange([...chosen, id])
        }}
        search={find}
      />
      {chosen.length > 0 && (
        <ul className="advisory-reasons">
          {chosen.map((id) => (
            <Chosen key={id} name={names.get(id) ?? id} onRemove={() => onChange(chosen.filter((one) => one !== id))} />
          ))}
        </ul>
      )}
    </>
  )
}

/** One that was chosen, with a button that lets it go. */
export function Chosen({ name, onRemove }: { name: string; onRemove: () => void }) {
  const t = useText(advisoriesTexts)
  return (
    <li>
      {name}{' '}
      <Button
        look="tertiary"
        icon={<XMarkIcon aria-hidden="true" />}
        aria-label={t('audience.organisation.remove', { name })}
        onClick={onRemove}
      />
    </li>
  )
}
