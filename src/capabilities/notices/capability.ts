import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { letterJob, letterLost, letterSent } from '#platform/mail/letter.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { errors } from './errors.ts'
import { examine } from './examine.ts'
import { deliveryJobs } from './jobs-delivery.ts'
import { deliveryJobNames } from './jobs-names.ts'
import { letterJobOf } from './letters.ts'
import { findingsHappened, gatherJob, gatherJobOf, noticeCameBack, noticeWasOpened, preferenceWasChanged } from './reactions.ts'
import { routes } from './routes.ts'
import { findingsChanged } from './webhooks.ts'

export { publicUrl } from './gather.ts'
export { takeMails } from './inbound.ts'

export const noticesCapability: Capability = {
  name: 'notices',
  owns: [
    'sender',
    'routing_rule',
    'notice_preference',
    'maintenance_window',
    'sending_hold',
    'untold',
    'notice_recipient',
    'notice',
    'notice_finding',
    'delivery',
    'notice_step',
    'inbound_mail',
    'webhook',
    'webhook_call',
  ],
  produces: [
    contract.noticeBounced,
    contract.noticeSilent,
    contract.noticeCall,
    contract.noticeReplied,
    contract.noticeOpened,
    contract.advisedTold,
    contract.noticeSettled,
    contract.noticeUnsettled,
    contract.noticeCancelled,
    contract.mailUnfiled,
    contract.mailFiled,
    contract.noticeCapped,
    contract.sendingHeld,
    contract.sendingReleased,
    contract.preferenceChanged,
    contract.webhookFailed,
    letterLost,
    letterSent,
  ],
  reactions: [findingsHappened, noticeCameBack, noticeWasOpened, preferenceWasChanged, findingsChanged],
  jobNames: [gatherJob, ...deliveryJobNames, letterJob],
  jobs: (world) => [gatherJobOf(world), ...deliveryJobs(world), letterJobOf(world)],
  endpoints: Object.values(contract.noticesApi),
  routes,
  errors,
  commands,
  examine,
  menu: [
    { path: '/notices', group: 'watch', roles: teamRoles },
    { path: '/notices', group: 'portal', roles: memberRoles },
  ],
}
