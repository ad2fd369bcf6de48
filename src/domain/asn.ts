import { z } from 'zod'

const highest = 0xffff_ffff

/** The number of an autonomous system, 1 to 4,294,967,295 (RFC 6793). */
export const Asn = z.number().int().min(1).max(highest).meta({ id: 'Asn', description: 'Number of an autonomous system' })
export type Asn = z.infer<typeof Asn>

const form = /^(?:ASN?\s*)?(\d{1,10})(?:\.(\d{1,5}))?$/i

/**
 * Reads `AS64500`, `64500` or asdot (`1.10` is 65546; RFC 5396). AS 0 belongs to nobody (RFC 7607) and is refused,
 * as is everything that is no whole number of 32 bits.
 */
export function readAsn(from: string | number): Asn | undefined {
  const match = typeof from === 'string' ? form.exec(from.trim()) : undefined
  const asn = typeof from === 'number' ? from : match ? numberOf(match[1]!, match[2]) : 0
  return Number.isInteger(asn) && asn >= 1 && asn <= highest ? asn : undefined
}

function numberOf(high: string, low: string | undefined): number {
  if (low === undefined) return Number(high)
  return Number(high) > 0xffff || Number(low) > 0xffff ? 0 : Number(high) * 0x1_0000 + Number(low)
}
