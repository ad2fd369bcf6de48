import { describe, expect, it } from 'vitest'
import { type Locale, locales } from '#domain/locale.ts'
import { RsitType, rsitTypes } from '#domain/rsit.ts'
import { Severity } from '#domain/severity.ts'
import { allKinds, kindFor, kindOf, renamedKinds, wordsOf } from './index.ts'
import type { Family, KindEntry, Words } from './kind.ts'
import { families } from './kinds.ts'
import { wordsFor } from './words.ts'

/** How many measures each principle of NSM's Grunnprinsipper for IKT-sikkerhet 2.1 has; 118 in all. */
const measures: Record<string, readonly number[]> = {
  '1': [6, 4, 3],
  '2': [10, 7, 10, 4, 8, 7, 5, 4, 4, 4],
  '3': [3, 7, 7, 6],
  '4': [6, 3, 6, 4],
}

const measureIds = new Set(
  Object.entries(measures).flatMap(([category, counts]) =>
    counts.flatMap((count, at) => Array.from({ length: count }, (_, n) => `${category}.${at + 1}.${n + 1}`)),
  ),
)

/** Words that only one of the languages has, so that a text in another is seen. */
const onlyNorwegian = ['og', 'som', 'til', 'av', 'eller', 'på', 'med']
const onlyEnglish = ['the', 'and', 'with', 'your', 'which', 'from', 'should']
const onlyBokmål =
  'ikke hvordan hva hvem hvor hvorfor hvis fra bare uten virksomheten tjenesten tjeneste dere deres noen noe egen en et'.split(
    ' ',
  )
const onlyNynorsk =
  'ikkje korleis kva kven kvar kvifor frå berre utan verksemda tenesta teneste dykk dykkar nokon noko eigen eg ho no ein eit ei sjå'.split(
    ' ',
  )
const foreign: Record<Locale, ReadonlySet<string>> = {
  nb: new Set([...onlyNynorsk, ...onlyEnglish]),
  nn: new Set([...onlyBokmål, ...onlyEnglish]),
  en: new Set([...onlyBokmål.filter((word) => word !== 'en'), ...onlyNynorsk.filter((word) => word !== 'no'), ...onlyNorwegian]),
}

const entries = (of: readonly Family[]) => of.flatMap((family) => family.kinds.map((entry) => ({ family, entry })))
const texts = ({ name, what, why, doNow, ifYouCannot }: Words) => [name, what, why, ...doNow, ...ifYouCannot]
const whatToDo = ({ doNow, ifYouCannot }: Words) => [...doNow, ...ifYouCannot]
const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+(?=[\p{Lu}«“])/u)
/** Commands and settings in quotation marks are the machine's language, not ours. */
const wordsIn = (text: string) =>
  text
    .replaceAll(/[«“][^»”]*[»”]/g, '')
    .toLowerCase()
    .match(/\p{L}+(-\p{L}+)*/gu) ?? []

/** `id locale: what is missing` for each kind whose words are not complete. */
function gapsIn(of: readonly Family[]): string[] {
  return entries(of).flatMap(({ family, entry }) =>
    locales.flatMap((locale) => {
      if (!entry[locale]) return [`${entry.id} ${locale}: no words`]
      const words = wordsFor(family, entry, locale)
      const short =
        words.doNow.length < 2 || words.doNow.length > 5 || words.ifYouCannot.length < 1 || words.ifYouCannot.length > 2
      const empty = texts(words).some((text) => text.trim() === '')
      const own = entry[locale].doNow.length === 0
      return short || empty || own ? [`${entry.id} ${locale}: incomplete`] : []
    }),
  )
}

/** Pairs of kinds of which one shares more than half of its sentences with the other. */
function tooAlike(sets: readonly { id: string; sentences: readonly string[] }[]): string[] {
  return sets.flatMap((one, at) =>
    sets.slice(at + 1).flatMap((other) => {
      const shared = one.sentences.filter((sentence) => other.sentences.includes(sentence)).length
      return shared * 2 > Math.min(one.sentences.length, other.sentences.length) ? [`${one.id} ~ ${other.id}`] : []
    }),
  )
}

const everySentence = (locale: Locale) =>
  allKinds.flatMap(({ id }) =>
    texts(wordsOf(id, locale))
      .flatMap(sentencesOf)
      .map((sentence) => ({ id, sentence })),
  )

const [someFamily] = families
const [someEntry] = someFamily!.kinds

describe('the catalogue', () => {
  it('knows every kind by one id only', () => {
    expect(new Set(allKinds.map(({ id }) => id)).size).toBe(allKinds.length)
    expect(new Set(families.map(({ id }) => id)).size).toBe(families.length)
  })

  it('has a generic kind for each of the 39 types of RSIT 1003', () => {
    const types = Object.keys(rsitTypes) as RsitType[]
    expect(types).toHaveLength(39)
    for (const type of types) expect(kindOf(`rsit-${type}`)?.type, type).toBe(type)
  })

  it('holds valid types, severities, ports and measures only', () => {
    expect(measureIds.size).toBe(118)
    for (const kind of allKinds) {
      expect(RsitType.safeParse(kind.type).success, kind.id).toBe(true)
      expect(Severity.safeParse(kind.severity).success, kind.id).toBe(true)
      expect(kind.principles.length, kind.id).toBeGreaterThan(0)
      for (const id of kind.principles) expect(measureIds, `${kind.id} ${id}`).toContain(id)
      if (kind.port !== undefined) expect(kind.port > 0 && kind.port < 65536, kind.id).toBe(true)
      if (kind.reference) expect(kind.reference, kind.id).toMatch(/^https:\/\/www\.shadowserver\.org\/[a-z0-9/-]+\/$/)
    }
  })
})

describe('finding a kind', () => {
  it('takes what the source names before the RSIT type', () => expect(kindFor('open-redis', 'phishing').id).toBe('open-redis'))
  it('falls back on the type, then on undetermined', () => {
    expect(kindFor('something-new', 'phishing').id).toBe('rsit-phishing')
    expect(kindFor(undefined, 'ddos').id).toBe('rsit-ddos')
    expect(kindFor('something-new', undefined).id).toBe('rsit-undetermined')
    expect(kindFor('constructor', 'toString' as RsitType).id).toBe('rsit-undetermined')
  })
  it('understands the names of other systems', () => {
    expect(kindOf('blocklist')?.id).toBe('blacklisted-ip')
    expect(kindOf('accessible-rdp')?.id).toBe('open-rdp')
    expect(kindOf('open-adb')?.id).toBe('accessible-adb')
    expect(kindOf('accessible-bgp')?.id).toBe('accessible-bgp')
    expect(kindOf('constructor')).toBeUndefined()
  })
  it('renames nothing that exists, and nothing to what does not exist', () => {
    const ids = new Set(allKinds.map(({ id }) => id))
    for (const [old, id] of Object.entries(renamedKinds)) {
      expect(ids, old).not.toContain(old)
      expect(ids, old).toContain(id)
    }
  })
})

describe('the words', () => {
  it('are complete for every kind in the three languages', () => expect(gapsIn(families)).toEqual([]))

  it('name a kind that lacks them', () => {
    const { nn: _, ...withoutNynorsk } = someEntry!
    const planted: Family = {
      ...someFamily!,
      kinds: [{ ...withoutNynorsk, id: 'planted' } as KindEntry, { ...someEntry!, id: 'bare', en: { doNow: [] } }],
    }
    expect(gapsIn([planted])).toEqual(['planted nn: no words', 'bare en: incomplete'])
  })

  it('share at most half the sentences of what to do between two kinds, as read and before filling in', () => {
    for (const locale of locales) {
      const read = allKinds.map(({ id }) => ({ id, sentences: whatToDo(wordsOf(id, locale)) }))
      const unfilled = entries(families).map(({ family, entry }) => ({
        id: entry.id,
        sentences: [
          ...(entry[locale].first ? [entry[locale].first] : (family.words[locale].doNow ?? [])),
          ...entry[locale].doNow,
          ...(entry[locale].first ? [] : (family.words[locale].doLast ?? [])),
          ...(entry[locale].ifYouCannot ?? family.words[locale].ifYouCannot),
        ],
      }))
      expect(tooAlike(read), locale).toEqual([])
      expect(tooAlike(unfilled), locale).toEqual([])
    }
    expect(
      tooAlike([
        { id: 'a', sentences: ['1', '2', '3'] },
        { id: 'b', sentences: ['1', '2', '4'] },
      ]),
    ).toEqual(['a ~ b'])
  })

  it('name the service or the port in what to do', () => {
    for (const { family, entry } of entries(families)) {
      for (const locale of locales) {
        const service = typeof entry.service === 'string' ? entry.service : entry.service[locale]
        const text = whatToDo(wordsFor(family, entry, locale))
          .join(' ')
          .toLowerCase()
        const named = text.includes(service.toLowerCase()) || (entry.port !== undefined && text.includes(`port ${entry.port}`))
        expect(named, `${entry.id} ${locale}`).toBe(true)
      }
    }
  })

  it('leave no placeholder open, with the usual port, another port or none', () => {
    for (const { id } of allKinds) {
      for (const locale of locales) {
        for (const port of [undefined, 4711]) {
          for (const text of texts(wordsOf(id, locale, port))) expect(text, id).not.toMatch(/[{}]|undefined|NaN| {2}/)
        }
      }
    }
  })

  it('name the port of the sighting, else the usual one, else say that it is stated', () => {
    const portsIn = (words: Words) => texts(words).join(' ')
    expect(portsIn(wordsOf('open-redis', 'nb', 6380))).toContain('port 6380')
    expect(portsIn(wordsOf('open-redis', 'nb', 6380))).not.toContain('port 6379')
    expect(portsIn(wordsOf('open-redis', 'nn'))).toContain('port 6379')
    expect(portsIn(wordsOf('open-ics', 'en'))).toContain('the stated port')
  })

  it('never name the random port that an attacking machine sent from', () => {
    expect(whatToDo(wordsOf('honeypot-rdp-scan', 'nb', 51234)).join(' ')).toContain('port 3389')
    for (const id of ['honeypot-rdp-scan', 'honeypot-brute-force', 'sinkhole', 'rsit-scanner'])
      expect(texts(wordsOf(id, 'nb', 51234)).join(' '), id).not.toContain('51234')
  })

  it('begin with a capital letter and end as sentences do', () => {
    for (const { id } of allKinds) {
      for (const locale of locales) {
        const { name, ...rest } = wordsOf(id, locale)
        expect(name, id).toMatch(/^(\p{Lu}|\p{Ll}\p{Lu})/u)
        for (const text of texts({ name: 'X.', ...rest })) expect(text, id).toMatch(/^([\p{Lu}«“]|\p{Ll}\p{Lu}).*\.$/u)
      }
    }
  })

  it('come in sentences of at most 20 words; one in twenty may have 24', () => {
    for (const locale of locales) {
      const lengths = everySentence(locale).map(({ id, sentence }) => ({ id, sentence, words: sentence.split(/\s+/).length }))
      expect(
        lengths.filter(({ words }) => words > 24),
        locale,
      ).toEqual([])
      expect(lengths.filter(({ words }) => words > 20).length / lengths.length, locale).toBeLessThanOrEqual(0.05)
    }
  })

  it('are written in nynorsk, not copied from bokmål', () => {
    const bokmål = new Set(everySentence('nb').map(({ sentence }) => sentence))
    const nynorsk = everySentence('nn').map(({ sentence }) => sentence)
    const own = nynorsk.filter((sentence) => !bokmål.has(sentence))
    expect(own.length / nynorsk.length).toBeGreaterThanOrEqual(0.6)
  })

  it('keep to one language each', () => {
    const strays = (locale: Locale, sentence: string) => wordsIn(sentence).filter((word) => foreign[locale].has(word))
    for (const locale of locales)
      for (const { id, sentence } of everySentence(locale))
        expect(strays(locale, sentence), `${id} ${locale}: ${sentence}`).toEqual([])
    expect(strays('nb', 'Steng tenesta, men ikkje den.')).toEqual(['tenesta', 'ikkje'])
    expect(strays('nn', 'Hvem styrer the ruter?')).toEqual(['hvem', 'the'])
    expect(strays('en', 'Close it og wait, «ikke».')).toEqual(['og'])
  })
})
