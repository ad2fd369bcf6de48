/** Sends what is due; asked for when something was queued, and every minute for what waited. */
export const sendJob = 'notices.send'
export const collectJob = 'notices.collect'
export const escalateJob = 'notices.escalate'
/** Calls webhooks; with a webhook, tests that one. */
export const webhookJob = 'notices.webhooks'

export const deliveryJobNames = [sendJob, collectJob, escalateJob, webhookJob] as const
