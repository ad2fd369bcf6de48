import type { Texts } from '#domain/locale.ts'
import type { Justification, ReplyState } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What a supplier says, as members read it. */
export const stateWords: Readonly<Record<ReplyState, Texts>> = {
  affected: t('Rammet', 'Råka', 'Affected'),
  fixed: t('Rettet', 'Retta', 'Fixed'),
  'not-affected': t('Ikke rammet', 'Ikkje råka', 'Not affected'),
  'under-investigation': t('Undersøkes', 'Blir undersøkt', 'Under investigation'),
}

/** Why a product is not affected. */
export const justificationWords: Readonly<Record<Justification, Texts>> = {
  component_not_present: t(
    'Komponenten med feilen finnes ikke i produktet.',
    'Komponenten med feilen finst ikkje i produktet.',
    'The component with the fault is not in the product.',
  ),
  vulnerable_code_not_present: t(
    'Komponenten er der, men uten koden med feilen.',
    'Komponenten er der, men utan koden med feilen.',
    'The component is there, but not the code with the fault.',
  ),
  vulnerable_code_not_in_execute_path: t(
    'Koden med feilen blir aldri kjørt.',
    'Koden med feilen blir aldri køyrd.',
    'The code with the fault is never run.',
  ),
  vulnerable_code_cannot_be_controlled_by_adversary: t(
    'En angriper kan ikke styre koden med feilen.',
    'Ein angripar kan ikkje styre koden med feilen.',
    'An attacker cannot control the code with the fault.',
  ),
  inline_mitigations_already_exist: t(
    'Produktet har allerede et vern som hindrer at feilen utnyttes.',
    'Produktet har alt eit vern som hindrar at feilen blir utnytta.',
    'The product already has a protection that keeps the fault from being used.',
  ),
}
