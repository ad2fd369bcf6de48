import { z } from 'zod'
import { endpoint, roles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Utc } from '#domain/time.ts'
import { workKinds, workStates } from '#domain/work.ts'

/** Long work as whoever follows it sees it. */
export const WorkLine = z
  .object({
    id: idOf('wrk'),
    kind: z.enum(workKinds),
    about: z.string().nullable().describe("what it is about: a file's name"),
    link: z.string().nullable().describe('the page where its result is'),
    own: z.boolean().describe('whether you asked for it'),
    by: z.string().describe('who asked for it; empty when the program began it by itself'),
    state: z
      .enum([...workStates, 'interrupted'])
      .describe('interrupted: nobody has touched it for a minute; it goes on by itself'),
    done: z.number().int(),
    total: z.number().int().nullable().describe('null: nobody knows before it is through'),
    perSecond: z.number().nullable(),
    secondsLeft: z.number().int().nullable(),
    mayStop: z.boolean(),
    isStopping: z.boolean(),
    startedAt: Utc,
    changedAt: Utc,
    endedAt: Utc.nullable(),
    outcome: z.record(z.string(), z.number()).describe('what came of it, counted: changed, unchanged'),
  })
  .meta({ id: 'Work' })
export type WorkLine = z.infer<typeof WorkLine>

export const workApi = {
  list: endpoint('GET', '/work', {
    summary:
      'Long work that you asked for, and for leads that of the team: under way first, then what ended in the last seven days',
    may: roles,
    output: z.object({ work: z.array(WorkLine) }),
  }),
  live: endpoint('GET', '/work/live', {
    summary: 'The same again whenever it has changed',
    may: roles,
    form: 'stream',
    output: z.object({ work: z.array(WorkLine) }),
  }),
  stop: endpoint('POST', '/work/:id/stop', {
    summary: 'Stops long work between two of its parts; what is done stays done',
    may: roles,
    input: z.object({ id: idOf('wrk') }),
  }),
  dismiss: endpoint('DELETE', '/work/:id', {
    summary: 'Takes long work that has ended off the list',
    may: roles,
    input: z.object({ id: idOf('wrk') }),
  }),
}
