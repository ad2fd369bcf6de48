import { expect, it } from 'vitest'
import { usualChoice } from '#capabilities/subscriptions/rules.ts'
import { readChoice, readProducts, readWords, writeProducts } from './form.ts'

it('Products are written one on each line, with the vendor before a slash, and read back the same', () => {
  const text = 'Fortinet / FortiOS\nFjellruter 9'
  expect(readProducts(`\n${text}\n  \n`)).toEqual([
    { vendor: 'Fortinet', product: 'FortiOS' },
    { vendor: '', product: 'Fjellruter 9' },
  ])
  expect(writeProducts(readProducts(text))).toBe(text)
  expect(readProducts('Cisco /')).toEqual([{ vendor: 'Cisco', product: 'Cisco' }])
})

it('Topics have commas or lines between, and each counts once', () => {
  expect(readWords('VPN, ruter\nVPN,,')).toEqual(['VPN', 'ruter'])
})

it('A form that says nothing keeps severity and rhythm, and mail is always among the ways', () => {
  expect(readChoice({}, usualChoice)).toEqual({ ...usualChoice, inventory: false, ways: ['mail'] })
  const chosen = { 'way-sms': 'on', 'type-threat': 'on', atOnce: 'critical', rest: 'daily', language: 'nn', inventory: 'on' }
  expect(readChoice(chosen, usualChoice)).toMatchObject({
    ways: ['mail', 'sms'],
    types: ['threat'],
    atOnce: 'critical',
    rest: 'daily',
    language: 'nn',
    inventory: true,
  })
})
