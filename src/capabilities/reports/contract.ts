import { z } from 'zod'
import { endpoint, roles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'

const locale = Locale.optional().describe("the document's language; otherwise the reader's")

/** How many days back a report of an organisation may look. */
export const reportDays = [30, 90, 365] as const

export const reportsApi = {
  finding: endpoint('GET', '/reports/findings/:id.pdf', {
    summary: 'The story of a finding as a tagged PDF, without what the team wrote for itself',
    may: roles,
    form: 'file',
    input: z.object({ id: idOf('fnd'), locale }),
  }),
  notice: endpoint('GET', '/reports/notices/:id.pdf', {
    summary: 'A notice as it was sent, as a tagged PDF; for the team with what became of it',
    may: roles,
    form: 'file',
    input: z.object({ id: idOf('ntc'), locale }),
  }),
  organisation: endpoint('GET', '/reports/organisations/:id.pdf', {
    summary:
      'What was found, told, answered and proved at one organisation, and what is left, as a tagged PDF; a member gets its own',
    may: roles,
    form: 'file',
    input: z.object({
      id: idOf('org'),
      locale,
      days: z.coerce.number().pipe(z.literal(reportDays)).default(90).describe('how many days back it looks'),
    }),
  }),
}
