import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import * as contract from './contract.ts'
import { sendersErrors } from './errors-senders.ts'
import { routes } from './routes.ts'

export const noticesCapability: Capability = {
  name: 'notices',
  owns: [
    'sender',
    'routing_rule',
    'notice_preference',
    'maintenance_window',
    'sending_hold',
    'untold',
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
    contract.noticeSettled,
    contract.noticeCapped,
    contract.sendingHeld,
    contract.sendingReleased,
    contract.webhookFailed,
  ],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(contract.noticesApi),
  routes,
  errors: sendersErrors,
  menu: [
    { path: '/notices', group: 'watch', roles: teamRoles },
    { path: '/notices', group: 'portal', roles: memberRoles },
  ],
}
