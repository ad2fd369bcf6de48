import { useAction } from '#ui/api.ts'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type Me } from '../contract.ts'
import { peopleTexts } from './people/texts.ts'

/** For which of several organisations one acts: seen on every page, and kept with the account. */
export function ActFor({ me, onChosen }: { me: Me; onChosen: (me: Me) => void }) {
  const t = useText(peopleTexts)
  const choose = useAction(accessApi.actFor, {
    onDone: ({ me: chosen }) => {
      onChosen(chosen)
      const name = chosen.organisations.find(({ id }) => id === chosen.actsFor)?.name
      tell(name ? t('switch.done', { name }) : t('switch.done.all'))
    },
  })
  return (
    <label className="shell-acts-for">
      <span className="ds-sr-only">{t('switch.label')}</span>
      <select
        className="ds-input"
        value={me.actsFor ?? ''}
        disabled={choose.isPending}
        onChange={({ target }) => choose.mutate({ organisation: (target.value || null) as Me['actsFor'] })}
      >
        <option value="">{t('switch.all', { count: me.organisations.length })}</option>
        {me.organisations.map(({ id, name, through }) => (
          <option key={id} value={id}>
            {through ? t('switch.through', { name, through }) : name}
          </option>
        ))}
      </select>
    </label>
  )
}
