import { accessApi, type Me } from '#capabilities/access/contract.ts'
import { answerKey, answers, useAction, useCall, whenSignedOut } from '#ui/api.ts'
import { setLocale } from '#ui/text/text.ts'

const key = answerKey(accessApi.me, {})

/** Who is signed in; asked once, then kept until somebody signs in or out. */
export const useMe = () => useCall(accessApi.me, {})

/** Somebody is signed in now (or nobody any more); nothing of the one before is kept. */
export function becomes(me: Me | null): void {
  answers.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] || queryKey[1] !== key[1] })
  answers.setQueryData(key, { me })
  if (me) setLocale(me.locale)
}

/** Ends the session and forgets every answer. */
export const useSignOut = () => useAction(accessApi.signOut, { onDone: () => becomes(null) })

whenSignedOut(() => answers.setQueryData(key, { me: null }))
