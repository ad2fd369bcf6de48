import { useCall } from '#ui/api.ts'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi } from '../../contract.ts'
import { BreakGlass } from './BreakGlass.tsx'
import { PasswordPolicy } from './PasswordPolicy.tsx'
import { Providers } from './Providers.tsx'
import { waysTexts } from './texts.ts'

/** How people come in: who else says who they are, who may use a password, and who comes in when nothing outside answers. */
export function SignInWaysPage() {
  const t = useText(waysTexts)
  const { data: session } = useCall(accessApi.me, {})
  const mayChange = session?.me?.roles.includes('admin') ?? false
  return (
    <Page title={t('page.title')} lead={t('page.lead')}>
      <Providers mayChange={mayChange} />
      <PasswordPolicy mayChange={mayChange} />
      <BreakGlass mayChange={mayChange} />
    </Page>
  )
}
