import type { Role } from '#domain/endpoint.ts'

/**
 * What somebody who may call an endpoint meets when it is asked for what belongs to another organisation:
 * `not-found` (the object does not exist for them), `left-out` (the answer comes, without any row of another),
 * `team` (nobody but the team may call it) or `nothing` (no organisation is spoken of, or only the caller's own account).
 */
export type Foreign = 'not-found' | 'left-out' | 'team' | 'nothing'

/** Who may call: everybody, whoever has signed in, who sits at the server's own machine, or these roles. */
export type May = 'everybody' | 'signed-in' | 'this-machine' | readonly Role[]

export interface Line {
  may: May
  foreign: Foreign
  /**
   * `shows`: a member finds its own data in the answer. `half`: open before the second factor is set up. `person`: never for a key.
   * `token`: whoever has its token is answered, whoever that is; without one there is nothing, for anybody.
   */
  notes: readonly ('shows' | 'half' | 'person' | 'token')[]
}

const line = (may: May, foreign: Foreign, ...notes: Line['notes']): Line => ({ may, foreign, notes })

const team = ['admin', 'lead', 'analyst', 'duty'] as const
const leads = ['admin', 'lead'] as const
const keepers = ['admin', 'lead', 'analyst'] as const
const handlers = ['lead', 'analyst', 'duty'] as const
const anyone = [...team, 'member-security', 'member-reader'] as const
const security = 'member-security'
const members = [security, 'member-reader'] as const

/**
 * Every endpoint of the server, kept by hand as a second bookkeeping beside the contracts: who may call it, and what stands between
 * two organisations there. A line for GET counts for HEAD too.
 */
export const accessTable: Readonly<Record<string, Line>> = {
  'GET /api/organisations': line('signed-in', 'left-out', 'shows'),
  'GET /api/organisations/:id': line('signed-in', 'not-found', 'shows'),
  'POST /api/organisations': line(keepers, 'team'),
  'PUT /api/organisations/:id': line(keepers, 'team'),
  'GET /api/organisations/:id/holdings': line('signed-in', 'not-found', 'shows'),
  'POST /api/organisations/:id/holdings': line(keepers, 'team'),
  'PATCH /api/holdings/:id': line(keepers, 'team'),
  'PUT /api/organisations/:id/contacts': line([...keepers, security], 'not-found'),
  'DELETE /api/contacts/:id': line([...keepers, security], 'not-found'),
  'GET /api/organisations/:id/face': line(anyone, 'not-found'),
  'PUT /api/organisations/:id/face': line([...keepers, security], 'not-found'),
  'GET /api/owner-of': line(team, 'team'),
  'POST /api/organisations/import': line(leads, 'team'),
  'GET /api/organisations.csv': line(anyone, 'left-out', 'shows'),
  'GET /api/organisations.xlsx': line(anyone, 'left-out', 'shows'),
  'GET /api/organisations/:id/readings': line('signed-in', 'not-found'),

  'POST /api/session': line('everybody', 'nothing', 'half'),
  'GET /api/session': line('everybody', 'nothing', 'shows', 'half'),
  'DELETE /api/session': line('signed-in', 'nothing', 'half', 'person'),
  'GET /api/sessions': line('signed-in', 'nothing'),
  'DELETE /api/sessions': line('signed-in', 'nothing', 'person'),
  'PUT /api/me/locale': line('signed-in', 'nothing', 'half', 'person'),
  'PUT /api/me/password': line('signed-in', 'nothing', 'person'),
  'POST /api/me/second-factor': line('signed-in', 'nothing', 'half', 'person'),
  'PUT /api/me/second-factor': line('signed-in', 'nothing', 'half', 'person'),
  'GET /api/people': line(leads, 'team'),
  'POST /api/people': line(['admin'], 'team', 'person'),
  'PATCH /api/people/:id': line(['admin'], 'team', 'person'),
  'GET /api/keys': line([...leads, security], 'left-out', 'shows'),
  'POST /api/keys': line(['admin', security], 'not-found', 'person'),
  'DELETE /api/keys/:id': line(['admin', security], 'not-found'),
  'GET /api/audit': line(leads, 'team'),
  'GET /api/audit/verification': line(leads, 'team'),
  'GET /api/audit.csv': line(leads, 'team'),
  'GET /api/audit.xlsx': line(leads, 'team'),

  'GET /api/findings': line(anyone, 'left-out', 'shows'),
  'GET /api/findings/count': line(anyone, 'left-out'),
  'GET /api/findings/:id': line(anyone, 'not-found', 'shows'),
  'GET /api/findings/:id/sightings': line(anyone, 'not-found', 'shows'),
  'POST /api/findings/notes': line(handlers, 'team'),
  'GET /api/findings/lately': line(members, 'left-out'),
  'GET /api/operated': line(members, 'left-out'),
  'GET /api/operated.csv': line(members, 'left-out'),
  'GET /api/operated.xlsx': line(members, 'left-out'),
  'GET /api/findings.csv': line(anyone, 'left-out', 'shows'),
  'GET /api/findings.xlsx': line(anyone, 'left-out', 'shows'),
  'GET /api/findings/live': line(anyone, 'left-out'),
  'GET /api/findings/changes': line(anyone, 'left-out', 'shows'),
  'GET /api/findings/:id/proof': line(anyone, 'not-found'),
  'POST /api/findings/answers': line([...handlers, security], 'left-out'),
  'POST /api/findings/answers/take-back': line([...handlers, security], 'left-out'),
  'POST /api/findings/judgements': line(handlers, 'team'),
  'POST /api/findings/closings': line(handlers, 'team'),
  'GET /api/work': line(anyone, 'left-out', 'shows'),
  'GET /api/work/live': line(anyone, 'left-out', 'shows'),
  'POST /api/work/:id/stop': line(anyone, 'not-found'),
  'DELETE /api/work/:id': line(anyone, 'not-found'),

  'GET /api/kinds': line(anyone, 'nothing'),
  'GET /api/kinds/:id': line(anyone, 'nothing'),

  'GET /api/unattributed': line(team, 'team'),
  'GET /api/unattributed.csv': line(team, 'team'),
  'GET /api/unattributed.xlsx': line(team, 'team'),
  'GET /api/unattributed/counts': line(team, 'team'),
  'GET /api/unattributed/groups': line(team, 'team'),
  'GET /api/ignore-rules': line(team, 'team'),
  'POST /api/ignore-rules': line(handlers, 'team'),
  'DELETE /api/ignore-rules/:id': line(handlers, 'team'),

  'GET /api/sources': line(team, 'team'),
  'GET /api/sources/watching': line(anyone, 'nothing'),
  'GET /api/sources/health': line(team, 'team'),
  'GET /api/sources/:id': line(team, 'team'),
  'POST /api/sources': line(keepers, 'team'),
  'PUT /api/sources/:id': line(keepers, 'team'),
  'GET /api/imports': line(team, 'team'),
  'GET /api/imports/:id': line(team, 'team'),
  'GET /api/imports/:id/issues': line(team, 'team'),
  'GET /api/imports/:id/raw': line(team, 'team'),
  'POST /api/sources/:id/files': line(team, 'team'),
  'POST /api/sources/preview': line(team, 'team'),
  'POST /api/sources/:id/fetch': line(team, 'team'),
  'POST /api/imports/:id/replay': line(team, 'team'),
  'POST /api/imports/:id/withdraw': line(team, 'team'),
  'GET /api/imports/:id/progress': line(team, 'team'),
  'GET /api/closings': line(team, 'team'),
  'GET /api/closings/:id': line(team, 'team'),
  'POST /api/closings/:id/release': line(team, 'team'),
  'POST /api/closings/:id/refuse': line(team, 'team'),

  'GET /api/notices': line(anyone, 'left-out', 'shows'),
  'GET /api/notices/count': line(anyone, 'left-out'),
  'GET /api/notices.csv': line(anyone, 'left-out', 'shows'),
  'GET /api/notices.xlsx': line(anyone, 'left-out', 'shows'),
  'GET /api/notices/:id': line(anyone, 'not-found', 'shows'),
  'GET /api/notices/:id/findings': line(anyone, 'not-found', 'shows'),
  'GET /api/organisations/:id/told': line(anyone, 'not-found', 'shows'),
  'POST /api/notices/:id/cancel': line(handlers, 'team'),
  'POST /api/notices/:id/resend': line(handlers, 'team'),
  'POST /api/notices/:id/calls': line(handlers, 'team'),
  'GET /api/notices/waiting': line(team, 'team'),
  'GET /api/organisations/:id/notices/preview': line(handlers, 'team'),
  'GET /api/notices/silence': line(team, 'team'),
  'GET /api/notices/routing': line(team, 'team'),
  'POST /api/notices/routing': line(handlers, 'team'),
  'DELETE /api/notices/routing/:id': line(handlers, 'team'),
  'GET /api/notices/routing/try': line(team, 'team'),
  'GET /api/notices/live': line(anyone, 'left-out'),
  'GET /api/organisations/:id/desk': line(anyone, 'not-found'),
  'GET /api/organisations/:id/notice-preference': line(anyone, 'not-found'),
  'PUT /api/organisations/:id/notice-preference': line([...handlers, security], 'not-found'),
  'PUT /api/organisations/:id/freeze': line(handlers, 'team'),
  'GET /api/notices/windows': line(anyone, 'left-out', 'shows'),
  'POST /api/notices/windows': line([...handlers, security], 'not-found'),
  'DELETE /api/notices/windows/:id': line([...handlers, security], 'not-found'),
  'GET /api/notices/hold': line(team, 'team'),
  'PUT /api/notices/hold': line(handlers, 'team'),
  'GET /api/notices/senders': line(team, 'team'),
  'PUT /api/notices/senders/:constituency': line(leads, 'team', 'person'),
  'POST /api/notices/senders/:constituency/key': line(leads, 'team', 'person'),
  'GET /api/notices/senders/:constituency/key.asc': line('everybody', 'nothing', 'half'),
  'GET /api/notices/inbox': line(team, 'team'),
  'POST /api/notices/inbox/:id/handled': line(handlers, 'team'),
  'POST /api/answer-link': line('everybody', 'nothing', 'half', 'token'),
  'POST /api/answer-link/answer': line('everybody', 'nothing', 'half', 'token'),
  'GET /api/organisations/:id/webhooks': line(anyone, 'not-found', 'shows'),
  'POST /api/organisations/:id/webhooks': line(['admin', 'lead', security], 'not-found'),
  'PATCH /api/webhooks/:id': line(['admin', 'lead', security], 'not-found'),
  'DELETE /api/webhooks/:id': line(['admin', 'lead', security], 'not-found'),
  'GET /api/webhooks/:id/calls': line(anyone, 'not-found'),

  'GET /api/measures': line(anyone, 'left-out', 'shows'),
  'GET /api/measures/count': line(anyone, 'left-out'),
  'GET /api/measures/:id': line(anyone, 'not-found', 'shows'),
  'PATCH /api/measures': line([...handlers, security], 'left-out'),
  'PUT /api/measures/:id/due': line(handlers, 'team'),
  'GET /api/measures.csv': line(anyone, 'left-out', 'shows'),
  'GET /api/measures.xlsx': line(anyone, 'left-out', 'shows'),
  'GET /api/measures/effect': line(team, 'team'),

  'GET /api/picture/map': line(team, 'team'),
  'GET /api/picture/map/:place': line(team, 'team'),
  'GET /api/picture/map.csv': line(team, 'team'),
  'GET /api/picture/map.xlsx': line(team, 'team'),

  'GET /api/watch': line(team, 'team'),
  'GET /api/watch/count': line(team, 'team'),
  'GET /api/watch/asleep': line(team, 'team'),
  'GET /api/watch/:id': line(team, 'team'),
  'POST /api/watch/next': line(team, 'team'),
  'POST /api/watch/take': line(team, 'team'),
  'POST /api/watch/release': line(team, 'team'),
  'POST /api/watch/snooze': line(team, 'team'),
  'POST /api/watch/done': line(team, 'team'),
  'POST /api/watch/reopen': line(team, 'team'),
  'POST /api/watch/:id/notes': line(team, 'team'),
  'GET /api/watch/colleagues': line(team, 'team'),
  'GET /api/watch/shift': line(team, 'team'),
  'POST /api/watch/handovers': line(team, 'team'),
  'GET /api/watch/handovers': line(team, 'team'),
  'GET /api/watch/handovers/:id': line(team, 'team'),

  'GET /api/search': line(anyone, 'left-out', 'shows'),
  'GET /api/views': line(anyone, 'nothing'),
  'POST /api/views': line(anyone, 'nothing', 'person'),
  'PATCH /api/views/:id': line(anyone, 'not-found', 'person'),
  'DELETE /api/views/:id': line(anyone, 'not-found', 'person'),
  'GET /api/tours': line(anyone, 'nothing'),
  'POST /api/tours': line(anyone, 'nothing', 'person'),
  'GET /api/watch/changes': line(team, 'team'),
  'POST /api/watch/looks': line(team, 'team'),
  'GET /api/watch/live': line(team, 'team'),

  'GET /api/overview/organisations/:id': line(team, 'team'),
  'GET /api/overview/trends': line(team, 'team'),
  'GET /api/overview/trends.csv': line(team, 'team'),
  'GET /api/overview/trends.xlsx': line(team, 'team'),

  'GET /api/demo': line('everybody', 'nothing', 'half'),
  'GET /api/demo/mails': line(team, 'team'),
  'GET /api/demo/mails/:id': line(team, 'team'),

  'GET /api/reports/findings/:id.pdf': line(anyone, 'not-found', 'shows'),
  'GET /api/reports/notices/:id.pdf': line(anyone, 'not-found', 'shows'),
  'GET /api/reports/organisations/:id.pdf': line(anyone, 'not-found', 'shows'),

  'GET /health': line('everybody', 'nothing'),
  'GET /health/live': line('everybody', 'nothing'),
  'GET /health/ready': line('everybody', 'nothing'),
  'GET /metrics': line('this-machine', 'nothing'),
  'GET /docs/api': line('everybody', 'nothing'),
  'GET /*': line('everybody', 'nothing'),
}
