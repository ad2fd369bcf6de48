import type { Attachment, Email } from 'postal-mime'

/** What a mail server says became of a mail of ours. */
export interface Report {
  action: 'failed' | 'delayed' | 'other'
  messageId?: string | undefined
  envelopeId?: string | undefined
  recipient?: string | undefined
  status?: string | undefined
  diagnostic?: string | undefined
}

type Fields = Map<string, string>

/** Reads a delivery report (RFC 3464, 6533), a receipt (RFC 8098), or what a server writes in its own words instead. */
export function readReport(mail: Email): Report | undefined {
  const status = part(mail, ['message/delivery-status', 'message/global-delivery-status'])
  if (status) return { ...statusOf(status), messageId: returnedId(mail) }
  if (part(mail, ['message/disposition-notification', 'message/global-disposition-notification'])) return { action: 'other' }
  return inOwnWords(mail)
}

const part = (mail: Email, types: readonly string[]): string | undefined => {
  const found = mail.attachments.find(({ mimeType }) => types.includes(mimeType))
  return found && textOf(found)
}

const textOf = ({ content }: Attachment): string => (typeof content === 'string' ? content : new TextDecoder().decode(content))

/** Groups of `Name: value` lines, RFC 3464, 2.1: the first of the mail, then one of each recipient. */
const groupsOf = (text: string): Fields[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.size > 0)

const fieldsOf = (text: string): Fields =>
  new Map(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/\n[ \t]+/g, ' ')
      .split('\n')
      .map((line) => /^([!-9;-~]+):[ \t]*(.*)$/.exec(line))
      .filter((match) => match !== null)
      .map(([, name, value]) => [name!.toLowerCase(), value!.trim()]),
  )

function statusOf(text: string): Report {
  const groups = groupsOf(text)
  const recipients = groups.filter((fields) => fields.has('action') || fields.has('final-recipient'))
  const actionOf = (fields: Fields): string => (fields.get('action') ?? '').toLowerCase()
  const worst =
    recipients.find((fields) => actionOf(fields).startsWith('failed')) ??
    recipients.find((fields) => actionOf(fields).startsWith('delayed')) ??
    recipients[0]
  const action = worst ? actionOf(worst) : ''
  return {
    action: action.startsWith('failed') ? 'failed' : action.startsWith('delayed') ? 'delayed' : 'other',
    envelopeId: groups.find((fields) => fields.has('original-envelope-id'))?.get('original-envelope-id'),
    recipient: withoutType(worst?.get('original-recipient') ?? worst?.get('final-recipient')),
    status: /\d\.\d{1,3}\.\d{1,3}/.exec(worst?.get('status') ?? '')?.[0],
    diagnostic: withoutType(worst?.get('diagnostic-code')),
  }
}

/** `rfc822; a@b.example` and `smtp; 550 no` without the word before. */
const withoutType = (value: string | undefined): string | undefined =>
  value?.replace(/^[\w.-]+\s*;\s*/, '').replace(/^<(.*)>$/, '$1')

const returnedId = (mail: Email): string | undefined => {
  const returned = part(mail, ['text/rfc822-headers', 'message/rfc822', 'message/global', 'message/global-headers'])
  return returned && fieldsOf(returned.trimStart().split(/\r?\n\r?\n/, 1)[0]!).get('message-id')
}

const undelivered =
  /undeliver|not (?:be )?delivered|delivery (?:has )?(?:failed|failure|status)|failure notice|returned (?:mail|to sender)|mail delivery|kan ikke leveres|ikke levert|leveringsfeil|kunne ikke leveres|ikkje levert|kan ikkje leverast/i
const delayed = /delay|warning|forsink|still being retried|not yet/i

/** Servers without RFC 3464: qmail, Exim, old gateways. They are known by who writes and by what the subject says. */
function inOwnWords(mail: Email): Report | undefined {
  const header = (name: string): string => mail.headers.find(({ key }) => key === name)?.value.trim() ?? ''
  const failed = header('x-failed-recipients')
  const daemon = /mailer-daemon|postmaster|mail delivery (?:system|subsystem)/i.test(header('from'))
  if (!failed && !(daemon && undelivered.test(mail.subject ?? ''))) return undefined
  const text = (mail.text ?? '').slice(0, 20_000)
  return {
    action: delayed.test(mail.subject ?? '') ? 'delayed' : 'failed',
    recipient: failed.split(/[,\s]/)[0] || /([^\s<>"(),:;@]{1,64}@[^\s<>"(),:;@]{1,255})/.exec(text)?.[1],
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(text)?.[0],
    diagnostic: /^.*\b[45]\d\d[ -].*$/m.exec(text)?.[0]?.trim(),
    messageId: returnedId(mail) ?? /^\s*Message-ID:\s*(<[^<>\s]+>)/im.exec(text)?.[1],
  }
}
