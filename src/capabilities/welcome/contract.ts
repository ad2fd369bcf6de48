import { z } from 'zod'
import { endpoint, roles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Utc } from '#domain/time.ts'

/** The steps of a new member, in their order. */
export const welcomeSteps = ['organisation', 'contacts', 'holdings', 'agreement', 'findings'] as const
export type WelcomeStep = (typeof welcomeSteps)[number]

/** The steps that are words of the member, said here. */
export const saidSteps = ['organisation', 'findings'] as const
export type SaidStep = (typeof saidSteps)[number]

export const Welcome = z
  .object({
    organisation: idOf('org'),
    steps: z.array(
      z.object({
        step: z.enum(welcomeSteps),
        done: z.boolean(),
        at: Utc.nullable().describe('when it was said, for steps that are words'),
        by: z.string().nullable(),
        remark: z.string().describe('what the member says is wrong in the register'),
      }),
    ),
    left: z.number().int(),
  })
  .meta({ id: 'Welcome' })
export type Welcome = z.infer<typeof Welcome>

/** Events: a member says that the register has it wrong, and that it has it right. */
export interface WelcomeWord {
  organisation: Id<'org'>
  remark: string
}
export const welcomeRemarked = 'welcome.remarked'
export const welcomeAgreed = 'welcome.agreed'

const own = ['admin', 'lead', 'analyst', 'member-security'] as const

export const welcomeApi = {
  welcome: endpoint('GET', '/organisations/:id/welcome', {
    summary: 'How far an organisation has come in the first steps of a member',
    may: roles,
    readAs: 'organisation',
    input: z.object({ id: idOf('org') }),
    output: Welcome,
  }),
  mine: endpoint('GET', '/welcome', {
    summary: 'How far the organisations that you act for have come, those with something left',
    tellsNothing: true,
    may: roles,
    output: z.object({ organisations: z.array(Welcome), left: z.number().int() }),
  }),
  say: endpoint('PUT', '/organisations/:id/welcome', {
    summary: 'Says that a step is done; a remark says what the register has wrong, and then the step is open',
    may: own,
    input: z.object({ id: idOf('org'), step: z.enum(saidSteps), remark: z.string().trim().max(2_000).default('') }),
  }),
}
