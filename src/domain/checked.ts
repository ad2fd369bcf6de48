import { z } from 'zod'

/** What was checked of a document that somebody else published, before a byte of it was understood. */
export const SourceChecked = z
  .object({
    hash: z.enum(['sha512', 'sha256']).nullable().describe('the hash that fitted; null where none was given'),
    signedBy: z.string().nullable().describe('fingerprint of the key whose signature is good; null where none was given'),
    keyOf: z.string().nullable().describe('the partner whose key it is; null where nobody had accepted the key before'),
  })
  .meta({ id: 'SourceChecked' })
export type SourceChecked = z.infer<typeof SourceChecked>
