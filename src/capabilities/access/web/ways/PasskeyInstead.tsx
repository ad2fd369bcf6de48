import { Button } from '#ui/kit/Button.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { knowsPasskeys, usePasskeyMaking } from './passkeys.ts'
import { waysTexts } from './texts.ts'

/** Whoever has a security key needs no code of an app. */
export function PasskeyInstead() {
  const t = useText(waysTexts)
  const make = usePasskeyMaking(() => {})
  if (!knowsPasskeys()) return null
  return (
    <div className="sign-in-ways">
      {make.error && <FaultNotice fault={make.error} />}
      <p>{t('factor.passkey.what')}</p>
      <Button look="secondary" busy={make.isPending} onClick={() => make.mutate(t('passkeys.form.name.default'))}>
        {t('factor.passkey')}
      </Button>
      <p className="sign-in-or">{t('ways.or')}</p>
    </div>
  )
}
