import type { World } from '#platform/capability.ts'
import { allowList, DoorError, postOut } from '#platform/door.ts'

const timeoutSeconds = 20

/**
 * Hands a text message to the gateway of VARDE_GATEWAY_URL: POST of JSON `{to, text, id}`, with the same `id` when it is tried again.
 * `deferred`: no answer, or one that may be another next time (408, 429, 5xx). `refused`: any other.
 */
export async function sendMessage(
  config: World['config'],
  message: { to: string; text: string; id: string },
): Promise<{ state: 'sent' | 'deferred' | 'refused'; reply: string }> {
  if (!config.VARDE_GATEWAY_URL) return { state: 'refused', reply: 'no gateway' }
  try {
    const { status, text } = await postOut(
      config.VARDE_GATEWAY_URL,
      JSON.stringify(message),
      { allow: allowList(config.VARDE_OUTBOUND_ALLOW), timeoutSeconds },
      {
        'content-type': 'application/json',
        ...(config.VARDE_GATEWAY_TOKEN && { authorization: `Bearer ${config.VARDE_GATEWAY_TOKEN}` }),
      },
    )
    const reply = `${status} ${text}`.trim().slice(0, 500)
    if (status >= 200 && status < 300) return { state: 'sent', reply }
    return { state: status >= 500 || status === 408 || status === 429 ? 'deferred' : 'refused', reply }
  } catch (error) {
    if (!(error instanceof DoorError)) throw error
    return { state: 'deferred', reply: error.message }
  }
}
