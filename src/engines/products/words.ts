import type { Texts } from '#domain/locale.ts'
import type { Match, Reason } from './judge.ts'

/** A sentence for each thing that speaks for a match or is open in it. */
const sentences: Readonly<Record<Reason, Texts>> = {
  purl: {
    nb: 'Pakken er den samme (purl).',
    nn: 'Pakken er den same (purl).',
    en: 'The package is the same (purl).',
  },
  cpe: {
    nb: 'Produktet har samme CPE-navn.',
    nn: 'Produktet har same CPE-namn.',
    en: 'The product has the same CPE name.',
  },
  name: {
    nb: 'Leverandøren og produktet har samme navn.',
    nn: 'Leverandøren og produktet har same namn.',
    en: 'The vendor and the product have the same names.',
  },
  host: {
    nb: 'Utstyret kjører vanligvis dette produktet.',
    nn: 'Utstyret køyrer vanlegvis dette produktet.',
    en: 'The device usually runs this product.',
  },
  'no-vendor': {
    nb: 'Produktet har samme navn, men leverandøren er ikke oppgitt på begge sider.',
    nn: 'Produktet har same namn, men leverandøren er ikkje oppgitt på begge sider.',
    en: 'The product has the same name, but one side does not name the vendor.',
  },
  'like-vendor': {
    nb: 'Produktet har samme navn, og leverandørene heter nesten det samme.',
    nn: 'Produktet har same namn, og leverandørane heiter nesten det same.',
    en: 'The product has the same name, and the vendors are called nearly the same.',
  },
  'open-cpe': {
    nb: 'CPE-navnet i oversikten sier ikke hvilken utgave det er.',
    nn: 'CPE-namnet i oversikta seier ikkje kva utgåve det er.',
    en: 'The CPE name in the inventory does not say which edition it is.',
  },
  'other-cpe': {
    nb: 'CPE-navnet i oversikten peker på et annet produkt.',
    nn: 'CPE-namnet i oversikta peiker på eit anna produkt.',
    en: 'The CPE name in the inventory points to another product.',
  },
  version: {
    nb: 'Versjonen er blant dem som er rammet.',
    nn: 'Versjonen er mellom dei som er råka.',
    en: 'The version is among those affected.',
  },
  'every-version': {
    nb: 'Alle versjoner er rammet.',
    nn: 'Alle versjonar er råka.',
    en: 'All versions are affected.',
  },
  'version-in-name': {
    nb: 'Versjonen er bare kjent fra produktnavnet.',
    nn: 'Versjonen er berre kjend frå produktnamnet.',
    en: 'The version is known from the name of the product only.',
  },
  'no-version': {
    nb: 'Versjonen er ikke oppgitt.',
    nn: 'Versjonen er ikkje oppgitt.',
    en: 'The version is not given.',
  },
  'rough-version': {
    nb: 'Versjonen er oppgitt for grovt til å avgjøre det.',
    nn: 'Versjonen er oppgitt for grovt til å avgjere det.',
    en: 'The version is given too roughly to decide.',
  },
  'range-not-understood': {
    nb: 'Vi forstår ikke hvilke versjoner varselet mener.',
    nn: 'Vi forstår ikkje kva versjonar varselet meiner.',
    en: 'We do not understand which versions the advisory means.',
  },
}

/** Why a line matched, in plain sentences; which line it was, when it was seen and by whom stands in the match. */
export function tellMatch({ reasons }: Match): Texts {
  const told = reasons.map((reason) => sentences[reason])
  const all = (locale: keyof Texts): string => told.map((texts) => texts[locale]).join(' ')
  return { nb: all('nb'), nn: all('nn'), en: all('en') }
}
