import { expect, it } from 'vitest'
import { readNetwork } from '#domain/network.ts'
import { isOrganisationNumber } from '#domain/organisation-number.ts'
import { type DemoOrganisation, demoSector } from './sector.ts'
import { demoPeople } from './sign-ins.ts'

const sector = demoSector()
const ofKind = (kind: string) => sector.filter(({ kinds }) => (kinds as string[]).includes(kind))
const keyed = (beginning: string) => sector.filter(({ key }) => key.startsWith(beginning))
const owned = (one: DemoOrganisation) => one.holdings.filter(({ relation }) => relation === 'owns')
const networks = sector.flatMap((one) =>
  owned(one).flatMap(({ form, value }) => (form === 'network' ? [readNetwork(value)!] : [])),
)

it('has the whole sector, and is the same every time', () => {
  expect(demoSector()).toEqual(sector)
  expect({
    all: sector.length >= 1_050,
    authorities: ofKind('regional-health-authority').length,
    trusts: ofKind('hospital-trust').length,
    counties: ofKind('county').length,
    municipalities: ofKind('municipality').length,
    practices: keyed('practice-').length,
    suppliers: ofKind('supplier').length,
  }).toEqual({ all: true, authorities: 4, trusts: 20, counties: 15, municipalities: 357, practices: 600, suppliers: 40 })
  expect(ofKind('ict-operator').length).toBeGreaterThanOrEqual(8)
  expect(new Set(sector.map(({ key }) => key)).size).toBe(sector.length)
})

it('invents numbers that pass the check and are nobody’s, and invents none for public bodies', () => {
  const numbers = sector.flatMap(({ number }) => (number === null ? [] : [number]))
  expect(numbers.filter((number) => !isOrganisationNumber(number))).toEqual([])
  expect(new Set(numbers).size).toBe(numbers.length)
  const invented = [...keyed('practice-'), ...keyed('supplier-'), ...keyed('operator-')]
  expect(invented.filter(({ number }) => number === null || /^[089]/.test(number))).toEqual([])
  expect(sector.filter(({ number }) => number === null).every(({ key }) => /^(county|municipality)-/.test(key))).toBe(true)
  expect(sector.find(({ key }) => key === 'municipality-1101')).toMatchObject({ number: '944496394', name: 'Eigersund kommune' })
})

it('holds only addresses and names that can be nobody’s, none of them twice', () => {
  const space = [readNetwork('198.18.0.0/15')!, readNetwork('2001:db8::/32')!]
  for (const network of networks) {
    const around = space.find(({ version }) => version === network.version)!
    expect(network.hostBits, network.text).toBe(false)
    expect(network.first >= around.first && network.last <= around.last, network.text).toBe(true)
  }
  const inOrder = networks.toSorted((one, other) => one.version - other.version || (one.first < other.first ? -1 : 1))
  const overlapping = inOrder.filter((network, at) => {
    const before = inOrder[at - 1]
    return before !== undefined && before.version === network.version && before.last >= network.first
  })
  expect(overlapping).toEqual([])
  const domains = sector.flatMap((one) => owned(one).flatMap(({ form, value }) => (form === 'domain' ? [value] : [])))
  expect(domains.filter((domain) => !/^[a-z0-9-]+(\.kommune)?\.example$/.test(domain))).toEqual([])
  expect(new Set(domains).size).toBe(domains.length)
})

it('is reached by functions at .example, and here and there by nobody', () => {
  const contacts = sector.flatMap((one) => one.contacts)
  expect(contacts.filter(({ email }) => email !== null && !email.endsWith('.example'))).toEqual([])
  expect(contacts.filter(({ telephone }) => telephone !== null && !telephone.startsWith('+47 00 '))).toEqual([])
  const members = sector.filter(({ membership }) => membership === 'member')
  const counted = {
    without: members.filter((one) => one.contacts.length === 0).length,
    telephoneOnly: members.filter((one) => one.contacts.length > 0 && one.contacts.every(({ email }) => email === null)).length,
    gone: members.filter((one) => one.contacts.some(({ email }) => email?.startsWith('borte.'))).length,
  }
  for (const [what, count] of Object.entries(counted)) expect(count, what).toBeGreaterThanOrEqual(5)
})

it('has operators that run exactly what others own', () => {
  const byKey = new Map(sector.map((one) => [one.key, one]))
  for (const one of sector.filter(({ operatorKey }) => operatorKey !== undefined)) {
    const operated = byKey.get(one.operatorKey!)!.holdings.filter(({ relation }) => relation === 'operates')
    for (const { value } of owned(one))
      expect(
        operated.some((holding) => holding.value === value),
        `${one.name}: ${value}`,
      ).toBe(true)
  }
  const runBy = (key: string) => sector.filter(({ operatorKey }) => operatorKey === key).length
  for (const operator of keyed('operator-')) expect(runBy(operator.key)).toBe(40)
  expect(ofKind('hospital-trust').filter(({ operatorKey }) => operatorKey !== undefined).length).toBe(20)
  expect(keyed('practice-').filter(({ operatorKey }) => operatorKey !== undefined).length).toBeGreaterThan(100)
})

it('stands below its authority, in its county, in its language', () => {
  expect(sector.find(({ name }) => name === 'Helse Bergen HF')).toMatchObject({
    parentKey: 'health-983658725',
    municipality: '4601',
    county: '46',
  })
  expect(sector.filter(({ county, municipality }) => municipality !== undefined && !municipality.startsWith(county!))).toEqual([])
  expect(new Set(sector.map(({ language }) => language))).toEqual(new Set(['nb', 'nn']))
  expect(sector.filter(({ name }) => name.length > 70).length).toBeGreaterThanOrEqual(4)
})

it('lets people sign in for members that are there, and that somebody who has no IT staff can act for', () => {
  const members = new Map(sector.filter(({ membership }) => membership === 'member').map((one) => [one.key, one]))
  for (const { name, seat } of demoPeople) if (seat) expect(members.get(seat.key)?.number, name).toBeTruthy()
  expect(members.get('practice-200')).toMatchObject({ kinds: ['general-practice'], language: 'nb' })
  expect(members.get('practice-200')?.operatorKey).toBeUndefined()
})
