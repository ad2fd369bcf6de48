import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useMutation } from '@tanstack/react-query'
import { ApiFault, answers, call } from '#ui/api.ts'
import { say } from '#ui/text/text.ts'
import { accessApi, type Me } from '../../contract.ts'
import { waysTexts } from './texts.ts'

/** The library comes when somebody uses a passkey. */
const library = () => import('@simplewebauthn/browser')

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = (): boolean => typeof window.PublicKeyCredential === 'function'

/** What the person or the device broke off is told in words, like any other fault. */
async function told<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof ApiFault) throw cause
    const t = say(waysTexts)
    const known = (cause as { code?: string }).code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
    const message = t(known ? 'passkey.known' : 'passkey.brokenOff')
    throw new ApiFault(0, { code: 'passkey-broken-off', message, next: t('passkey.brokenOff.next') })
  }
}

/** Signs in with a passkey. */
export const usePasskeySignIn = (onDone: (me: Me | null) => void) =>
  useMutation<Me | null, ApiFault>({
    mutationFn: () =>
      told(async () => {
        const { options } = await call(accessApi.askForPasskey, {})
        const { startAuthentication } = await library()
        const shown = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON })
        return (await call(accessApi.signInWithPasskey, { answer: shown as never })).me
      }),
    onSuccess: onDone,
  })

/** Makes a passkey and keeps it under a name. */
export const usePasskeyMaking = (onDone: () => void) =>
  useMutation<void, ApiFault, string>({
    mutationFn: (name) =>
      told(async () => {
        const { options } = await call(accessApi.beginPasskey, {})
        const { startRegistration } = await library()
        const made = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON })
        await call(accessApi.addPasskey, { name, answer: made as never })
      }),
    onSuccess: async () => {
      onDone()
      await answers.invalidateQueries()
    },
  })
