import type { Hit } from '#capabilities/subscriptions/contract.ts'
import type { Locale, Texts } from '#domain/locale.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** Why a warning comes to somebody it was not addressed to. */
export const hitInWords = ({ by, what }: Hit, locale: Locale): string =>
  ({
    product: t(`Dere abonnerer på ${what}.`, `De abonnerer på ${what}.`, `You subscribe to ${what}.`),
    inventory: t(
      `${what} står i systemoversikten deres.`,
      `${what} står i systemoversikta dykkar.`,
      `${what} stands in your inventory.`,
    ),
    word: t(`Dere følger emnet «${what}».`, `De følgjer emnet «${what}».`, `You follow the topic «${what}».`),
  })[by][locale]

/** Why a warning that is addressed to the organisation comes as it does. */
export const addressedInWords: Texts = t('Rettet til dere.', 'Retta til dykk.', 'Addressed to you.')
