/** Sends what is due; asked for when something was queued, and every minute for what waited. */
export const sendJob = 'notices.send'
/** Looks at night for what should have been told and was not. */
export const repairJob = 'notices.repair'
export const collectJob = 'notices.collect'
export const escalateJob = 'notices.escalate'
/** Calls webhooks; with a webhook, tests that one. */
export const webhookJob = 'notices.webhooks'

export const deliveryJobNames = [sendJob, repairJob, collectJob, escalateJob, webhookJob] as const
