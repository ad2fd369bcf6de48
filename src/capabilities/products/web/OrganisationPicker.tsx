import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { call } from '#ui/api.ts'
import { SelectField } from '#ui/kit/Form.tsx'
import { Picker } from '#ui/kit/Picker.tsx'
import { useText } from '#ui/text/text.ts'
import { useReader } from './reader.ts'
import { productsTexts } from './texts.ts'

export interface Organisation {
  id: Id<'org'>
  name: string
}

const shown = 8
const find = async (q: string) => (await call(membersApi.list, { q, limit: shown })).rows

/** For whom one writes: the team finds any, somebody of several chooses one of their own, and of one nobody is asked. */
export function OrganisationPicker({
  chosen,
  onChoose,
}: {
  chosen: Organisation | undefined
  onChoose: (organisation: Organisation | undefined) => void
}) {
  const t = useText(productsTexts)
  const { team, writesFor } = useReader()
  if (team)
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
  if (writesFor.length < 2) return null
  return (
    <SelectField
      name="organisation"
      label={t('organisation.label')}
      value={chosen?.id ?? ''}
      onChange={({ target }) => onChoose(writesFor.find(({ id }) => id === target.value))}
      choices={writesFor.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
