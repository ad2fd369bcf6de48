import { KeyHorizontalIcon } from '@navikt/aksel-icons'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type Me } from '../../contract.ts'
import { knowsPasskeys, usePasskeySignIn } from './passkeys.ts'
import { waysTexts } from './texts.ts'

/** Where somebody wanted to go when they met the sign-in page. */
const wanted = (): string => `${location.pathname}${location.search}`

/** A passkey, and whoever else says who somebody is: one below the other. */
export function OtherWays({
  providers,
  first,
  onSignedIn,
}: {
  providers: readonly { id: `idp_${string}`; name: string }[]
  /** Nothing stands above: the first of them is the main way. */
  first: boolean
  onSignedIn: (me: Me) => void
}) {
  const t = useText(waysTexts)
  const passkey = usePasskeySignIn((me) => me && onSignedIn(me))
  const begin = useAction(accessApi.beginProvider, { onDone: ({ url }) => location.assign(url) })
  const fault = passkey.error ?? begin.error
  return (
    <div className="sign-in-ways">
      {fault && <FaultNotice fault={fault} />}
      {providers.map(({ id, name }, index) => (
        <Button
          key={id}
          look={first && index === 0 ? 'primary' : 'secondary'}
          busy={begin.isPending && begin.variables.id === id}
          onClick={() => begin.mutate({ id, back: wanted() })}
        >
          {t('ways.with', { name })}
        </Button>
      ))}
      {knowsPasskeys() && (
        <Button
          look={first && providers.length === 0 ? 'primary' : 'secondary'}
          icon={<KeyHorizontalIcon aria-hidden="true" />}
          busy={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('ways.passkey')}
        </Button>
      )}
    </div>
  )
}
