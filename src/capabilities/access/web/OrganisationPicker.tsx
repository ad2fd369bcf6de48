import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { call } from '#ui/api.ts'
import { Picker } from '#ui/kit/Picker.tsx'
import { useText } from '#ui/text/text.ts'
import { accessTexts } from './texts.ts'

export interface Organisation {
  id: Id<'org'>
  name: string
}

const shown = 8
const find = async (q: string) => (await call(membersApi.list, { q, limit: shown })).rows

/** Chooses an organisation by a part of its name or number. */
export function OrganisationPicker({
  chosen,
  onChoose,
  error,
}: {
  chosen: Organisation | undefined
  onChoose: (organisation: Organisation | undefined) => void
  error?: string | undefined
}) {
  const t = useText(accessTexts)
  return (
    <Picker
      label={t('organisation.label')}
      hint={t('organisation.hint')}
      change={t('organisation.change')}
      none={t('organisation.none')}
      chosen={chosen}
      onChoose={(picked) => onChoose(picked as Organisation | undefined)}
      search={find}
      error={error}
    />
  )
}
