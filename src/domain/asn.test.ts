import { expect, it } from 'vitest'
import { readAsn } from './asn.ts'

it('reads AS numbers as sources write them', () => {
  for (const from of ['AS64500', 'as64500', ' ASN 64500', '64500', 64500, '0.64500'])
    expect(readAsn(from), String(from)).toBe(64500)
})

it('reads 32 bits, plain and as asdot', () => {
  expect(readAsn('1.10')).toBe(65546)
  expect(readAsn('65535.65535')).toBe(4_294_967_295)
  expect(readAsn('4294967295')).toBe(4_294_967_295)
})

it('refuses AS 0 and what is no AS number', () => {
  for (const from of [
    'AS0',
    '0',
    0,
    '0.0',
    '',
    'AS',
    '-1',
    -1,
    1.5,
    Number.NaN,
    4_294_967_296,
    '4294967296',
    '1.65536',
    '65536.1',
    '64500,64501',
    'AS64500 Example',
  ]) {
    expect(readAsn(from), String(from)).toBeUndefined()
  }
})
