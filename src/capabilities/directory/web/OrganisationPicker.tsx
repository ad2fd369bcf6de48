import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { call } from '#ui/api.ts'
import { Picker } from '#ui/kit/Picker.tsx'
import { useText } from '#ui/text/text.ts'
import { directoryTexts } from './texts.ts'

export interface Organisation {
  id: Id<'org'>
  name: string
}

const shown = 8
const find = async (q: string) => (await call(membersApi.list, { q, limit: shown })).rows

/** Chooses an organisation of the register by a part of its name or number. */
export function OrganisationPicker({
  chosen,
  onChoose,
}: {
  chosen: Organisation | undefined
  onChoose: (organisation: Organisation | undefined) => void
}) {
  const t = useText(directoryTexts)
  return (
    <Picker
      label={t('organisation.label')}
      hint={t('organisation.hint')}
      change={t('organisation.change')}
      none={t('organisation.none')}
      chosen={chosen}
      onChoose={(picked) => onChoose(picked as Organisation | undefined)}
      search={find}
    />
  )
}
