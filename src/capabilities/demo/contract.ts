import { z } from 'zod'
import { endpoint, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { Utc } from '#domain/time.ts'

/** A mail that the sink took instead of a mail server. */
export const KeptMail = z
  .object({
    id: z.string().regex(/^\d{1,15}$/),
    at: Utc.nullable().describe('as the mail says'),
    to: z.string(),
    subject: z.string(),
  })
  .meta({ id: 'KeptMail' })
export type KeptMail = z.infer<typeof KeptMail>

export const demoApi = {
  state: endpoint('GET', '/demo', {
    summary: 'Whether all of this is a demo',
    may: 'everybody',
    output: z.object({ demo: z.boolean() }),
  }),
  mails: endpoint('GET', '/demo/mails', {
    summary: 'What a demo would have sent, newest first; empty where it is none',
    may: teamRoles,
    input: pageBy('number').extend({ q: z.string().max(200).optional().describe('words that recipient and subject have') }),
    output: pageOf(KeptMail),
  }),
  mail: endpoint('GET', '/demo/mails/:id', {
    summary: 'One mail of the demo as its recipient would read it',
    may: teamRoles,
    input: z.object({ id: KeptMail.shape.id }),
    output: KeptMail.extend({
      from: z.string(),
      text: z.string(),
      html: z.string().nullable(),
      encrypted: z.boolean().describe('only its recipient can read it'),
      attachments: z.array(z.object({ name: z.string(), bytes: z.number().int() })),
    }),
  }),
}
