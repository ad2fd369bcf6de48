import { z } from 'zod'
import { OrganisationName } from '#capabilities/members/contract.ts'
import { Choice, type Rhythm, Way, When } from '#capabilities/subscriptions/contract.ts'
import { endpoint, memberRoles, pageBy, pageOf, roles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'

/** In which rhythm letters go. */
export type Letters = Exclude<Rhythm, 'portal'>

/** A warning of the last days, and what would have become of it. */
export const Previewed = z
  .object({
    id: idOf('adv').nullable().describe('where it was addressed to the organisation and can be opened'),
    trackingId: z.string(),
    title: z.string(),
    severity: Severity,
    tlp: Tlp,
    publishedAt: Utc,
    when: When,
    ways: z.array(Way).describe('of what goes at once'),
    why: z.string().describe('in the reader’s language'),
  })
  .meta({ id: 'SubscriptionPreview' })
export type Previewed = z.infer<typeof Previewed>

/** A warning that was not addressed to the organisation, and that it is told of because it subscribes to what it is about. */
export const Information = z
  .object({
    id: idOf('adv'),
    organisation: OrganisationName.describe('of yours, that is told of it'),
    trackingId: z.string(),
    title: z.string(),
    severity: Severity,
    tlp: Tlp,
    publishedAt: Utc,
    addedAt: Utc,
    why: z.string().describe('in the reader’s language'),
    ended: z.enum(['replaced', 'withdrawn', 'closed']).nullable(),
  })
  .meta({ id: 'WarningForInformation' })
export type Information = z.infer<typeof Information>

const contact = idOf('con').nullable().default(null).describe('null: for the organisation')

/** What the warnings of a time come to for a member, and what it has for information. */
export const lettersApi = {
  preview: endpoint('POST', '/organisations/:id/subscriptions/preview', {
    summary: 'Which warnings of the last 90 days a choice would have brought, when and how; stores nothing',
    may: roles,
    input: z.object({ id: idOf('org'), contact, choice: Choice.nullable().default(null) }),
    output: z.object({
      said: z.array(z.string()),
      since: Utc,
      rows: z.array(Previewed).describe('newest first'),
      more: z.boolean().describe('the days held more warnings than are looked through'),
    }),
  }),
  information: endpoint('GET', '/information', {
    summary:
      'Warnings that were not addressed to your organisations and that they are told of because they subscribe to what they are about',
    may: memberRoles,
    input: pageBy('moment', 'id'),
    output: pageOf(Information),
  }),
  warning: endpoint('GET', '/information/:id', {
    summary: 'One of them, to read',
    may: memberRoles,
    input: z.object({ id: idOf('adv') }),
    output: Information.extend({
      summary: z.string(),
      what: z.string(),
      who: z.string(),
      measures: z.array(z.string()),
      vulnerabilities: z.array(z.string()),
      references: z.array(z.object({ summary: z.string(), url: z.string() })),
    }),
  }),
}
