import type { Texts } from '#domain/locale.ts'
import type { KeyProblem, KeyState } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

export const keyStateWords: Readonly<Record<KeyState, Texts>> = {
  used: t('I bruk', 'I bruk', 'In use'),
  waiting: t('Venter på kontroll', 'Ventar på kontroll', 'Waits to be checked'),
  replaced: t('Erstattet', 'Erstatta', 'Replaced'),
  refused: t('Avvist', 'Avvist', 'Refused'),
  withdrawn: t('Trukket tilbake', 'Trekt tilbake', 'Taken back'),
  removed: t('Fjernet', 'Fjerna', 'Removed'),
}

export const keyProblemWords: Readonly<Record<KeyProblem, Texts>> = {
  expired: t('Utløpt', 'Gått ut', 'Expired'),
  revoked: t('Tilbakekalt', 'Tilbakekalla', 'Revoked'),
  'cannot-encrypt': t('Kan ikke krypteres til', 'Kan ikkje krypterast til', 'Cannot be encrypted to'),
  removed: t('Fjernet', 'Fjerna', 'Removed'),
}
