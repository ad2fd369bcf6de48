import { XMarkIcon } from '@navikt/aksel-icons'
import { adviceApi } from '#capabilities/advice/contract.ts'
import type { Id } from '#domain/id.ts'
import { call, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { Picker } from '#ui/kit/Picker.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import type { CitedAdvice } from '../contract.ts'
import { inLocale } from '../rules.ts'
import { type PartProps, replaced } from './edited.ts'
import { advisoriesTexts } from './texts.ts'

const shown = 8
const find = async (q: string) =>
  (await call(adviceApi.list, { q, limit: shown })).rows.map(({ id, title, version }) => ({ id, name: title, version }))
const noWords = () => ({ nb: '', nn: '', en: '' })

/** Advice of the library that is cited, in the version that was read; one that has been changed since is marked. */
export function AdvicePart({ content, change }: PartProps) {
  const t = useText(advisoriesTexts)
  const add = async (id: Id<'adb'>) => {
    if (content.advice.some((one) => one.id === id)) return
    const { block } = await call(adviceApi.one, { id })
    change({
      advice: [...content.advice, { id, version: block.version, title: { ...noWords(), nb: block.title }, text: noWords() }],
    })
  }
  return (
    <>
      <p className="field-hint">{t('part.advice.hint')}</p>
      {content.advice.length > 0 && (
        <ul className="advisory-reasons">
          {content.advice.map((one, at) => (
            <Cited key={one.id} cited={one} onChange={(next) => change({ advice: replaced(content.advice, at, next) })} />
          ))}
        </ul>
      )}
      <Picker
        label={t('advice.add')}
        none={t('advice.none')}
        change={t('audience.organisation.change')}
        chosen={undefined}
        onChoose={(picked) => picked && void add(picked.id as Id<'adb'>)}
        search={find}
      />
    </>
  )
}

function Cited({ cited, onChange }: { cited: CitedAdvice; onChange: (next: CitedAdvice | undefined) => void }) {
  const t = useText(advisoriesTexts)
  const locale = useLocale()
  const { data } = useCall(adviceApi.one, { id: cited.id })
  const title = inLocale(cited.title, locale)
  const current = data?.block.version ?? cited.version
  return (
    <li>
      <TextLink to={`/advice/${cited.id}`}>{title}</TextLink> ({t('version', { version: cited.version })})
      {current > cited.version && (
        <>
          {' '}
          <b>{t('advice.changed', { version: current })}</b>{' '}
          <Button look="secondary" onClick={() => onChange({ ...cited, version: current })}>
            {t('advice.renew')}
          </Button>
        </>
      )}{' '}
      <Button
        look="tertiary"
        icon={<XMarkIcon aria-hidden="true" />}
        aria-label={t('audience.organisation.remove', { name: title })}
        onClick={() => onChange(undefined)}
      />
    </li>
  )
}
