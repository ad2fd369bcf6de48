import { ApiFault } from '#ui/api.ts'

/**
 * The fault with what is wrong at each field said in the reader's words; `says` knows the fields of the form by name,
 * and `otherwise` is said of the rest. What has no fields is left as it is.
 */
export function worded(fault: ApiFault | null, says: Readonly<Record<string, string>>, otherwise: string): ApiFault | null {
  if (fault?.code !== 'invalid' || Object.keys(fault.fields).length === 0) return fault
  const fields = Object.fromEntries(
    Object.keys(fault.fields).map((name) => [name.split('.')[0]!, says[name.split('.')[0]!] ?? otherwise]),
  )
  return new ApiFault(fault.status, { code: fault.code, message: fault.message, ...(fault.next && { next: fault.next }), fields })
}
