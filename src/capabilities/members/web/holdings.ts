import type { HoldingForm } from '../contract.ts'

/** What a text that somebody wants to add most likely is. */
export function formOf(text: string): HoldingForm {
  if (/^as\s*\d+$/i.test(text.trim())) return 'asn'
  return /^[\d.]+(\/\d+)?$|:/.test(text.trim()) ? 'network' : 'domain'
}

/** As people write it: an AS number with its letters. */
export const holdingText = ({ form, value }: { form: HoldingForm; value: string }): string =>
  form === 'asn' ? `AS${value}` : value
