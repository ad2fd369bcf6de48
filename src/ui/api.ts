import { QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type ApiError, type Endpoint, pathNames } from '#domain/endpoint.ts'
import { kitTexts } from './kit/texts.ts'
import { listen } from './live.ts'
import { locale, say } from './text/text.ts'

/** Why a call did not do what was asked, in words for the reader; `next` says what to do about it. */
export class ApiFault extends Error {
  readonly code: string
  readonly status: number
  readonly next: string | undefined
  readonly fields: Readonly<Record<string, string>>
  constructor(status: number, { code, message, next, fields }: ApiError) {
    super(message)
    this.name = 'ApiFault'
    this.code = code
    this.status = status
    this.next = next
    this.fields = fields ?? {}
  }
}

type Ask<E extends Endpoint> = z.input<E['input']>
type Answer<E extends Endpoint> = z.output<E['output']>

let onSignedOut = () => {}

/** What happens when the server no longer knows who asks: the shell shows the sign-in page. */
export const whenSignedOut = (then: () => void): void => {
  onSignedOut = then
}

/** The address of a call: names in the path are filled in; for GET and DELETE the rest becomes the query. */
export function addressOf(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
): { url: string; rest: Record<string, unknown> } {
  const names = pathNames(endpoint.path)
  const path = names.reduce((made, name) => made.replace(`:${name}`, encodeURIComponent(String(input[name]))), endpoint.path)
  const rest = Object.fromEntries(Object.entries(input).filter(([name, value]) => !names.includes(name) && value !== undefined))
  if (!['GET', 'DELETE'].includes(endpoint.method)) return { url: `/api${path}`, rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest))
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each))
  return { url: query.size > 0 ? `/api${path}?${query}` : `/api${path}`, rest: {} }
}

const csrfToken = () => /(?:^|;\s*)varde_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? ''
let [here, before] = ['', '']

/** The page one reads on, or the task of the watch that one came from directly: it stands in the read log of whom one reads of. */
function readFrom(): string {
  const { pathname } = location
  if (pathname !== here) [here, before] = [pathname, here]
  return before.startsWith('/watch/tsk_') ? before : here
}

const headers = () => ({
  accept: 'application/json',
  'x-varde-from': readFrom(),
  'x-varde-locale': locale(),
  'x-csrf-token': decodeURIComponent(csrfToken()),
})

/** Calls an endpoint. Every failure, the network's too, is an `ApiFault`. */
export async function call<E extends Endpoint>(endpoint: E, input: Ask<E>, signal?: AbortSignal): Promise<Answer<E>> {
  const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
  const bodyless = ['GET', 'DELETE'].includes(endpoint.method)
  const response = await fetch(url, {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: bodyless ? headers() : { ...headers(), 'content-type': 'application/json' },
    ...(!bodyless && { body: JSON.stringify(rest) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    throw signal?.aborted ? cause : unreachable()
  })
  return understand(endpoint, response.status, await response.text())
}

function understand<E extends Endpoint>(endpoint: E, status: number, text: string): Answer<E> {
  const body = parse(text)
  if (status < 300) return body as Answer<E>
  if (status === 401 && endpoint.may !== 'everybody') onSignedOut()
  throw new ApiFault(status, isApiError(body) ? body : notUnderstood(status))
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

const isApiError = (body: unknown): body is ApiError =>
  typeof body === 'object' && body !== null && 'code' in body && 'message' in body

function unreachable(): ApiFault {
  const t = say(kitTexts)
  return new ApiFault(0, { code: 'no-network', message: t('fault.noNetwork'), next: t('fault.noNetwork.next') })
}

function notUnderstood(status: number): ApiError {
  const t = say(kitTexts)
  return { code: 'no-answer', message: t('fault.noAnswer', { status: String(status) }), next: t('fault.noAnswer.next') }
}

/** Sends a file with its fields (multipart), telling how many bytes have left. */
export function upload<E extends Endpoint>(
  endpoint: E,
  file: File,
  fields: Omit<Ask<E>, 'file'>,
  onProgress: (sent: number, total: number) => void,
): Promise<Answer<E>> {
  const { url, rest } = addressOf(endpoint, fields as Record<string, unknown>)
  const form = new FormData()
  for (const [name, value] of Object.entries(rest)) form.append(name, String(value))
  // The fields stand before the file, so that the server knows them when the file begins to stream.
  form.append('file', file)
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, url)
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total)
    request.onerror = () => failed(unreachable())
    request.onload = () => {
      try {
        done(understand(endpoint, request.status, request.responseText))
      } catch (fault) {
        failed(fault)
      }
    }
    request.send(form)
  })
}

/**
 * Listens to an endpoint of form `stream`; what it gives back ends the listening. A lost connection mends itself, and `onGap` is told
 * when it stands again.
 */
export const stream = <E extends Endpoint>(
  endpoint: E,
  input: Ask<E>,
  onEvent: (event: Answer<E>) => void,
  onGap?: () => void,
): (() => void) => listen(addressOf(endpoint, input as Record<string, unknown>).url, { onEvent, onGap })

/** Fetches a file that is made while one waits, under the name that the server gives it. Every failure is an `ApiFault`. */
export async function fetchFile<E extends Endpoint>(endpoint: E, input: Ask<E>): Promise<File> {
  const { url } = addressOf(endpoint, input as Record<string, unknown>)
  const response = await fetch(url, { credentials: 'same-origin', headers: headers() }).catch(() => {
    throw unreachable()
  })
  if (!response.ok) understand(endpoint, response.status, await response.text())
  const name = fileNameIn(response.headers.get('content-disposition') ?? '')
  const bytes = await response.blob().catch(() => {
    throw unreachable()
  })
  return new File([bytes], name, { type: bytes.type })
}

/** The name that a file is sent under, in full where it is said in full (RFC 6266, 4.3). */
function fileNameIn(disposition: string): string {
  const whole = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return whole ? decodeURIComponent(whole) : (/filename="([^"]+)"/.exec(disposition)?.[1] ?? 'varde')
}

/** The address of an endpoint of form `file`, for a link that downloads. */
export const fileAddress = <E extends Endpoint>(endpoint: E, input: Ask<E>): string =>
  addressOf(endpoint, input as Record<string, unknown>).url

/** What was answered, shared by all parts of a page. A lost network is tried twice more; a refusal is not. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, fault) => failures < 2 && !(fault instanceof ApiFault && fault.status >= 400 && fault.status < 500),
      throwOnError: false,
    },
  },
})

/** The key under which an answer is kept. */
export const answerKey = (endpoint: Endpoint, input: object): readonly unknown[] => [endpoint.method, endpoint.path, input]

/** The answer of an endpoint in a page: `data`, `error` (an `ApiFault`), `isPending`, `isFetching`, `refetch`. */
export const useCall = <E extends Endpoint>(
  endpoint: E,
  input: Ask<E>,
  options: { enabled?: boolean; everySeconds?: number; quiet?: boolean } = {},
) =>
  useQuery<Answer<E>, ApiFault>({
    // A list keeps its rows while a filter changes; another thing (another name in the path) never shows the one before.
    placeholderData: (before: Answer<E> | undefined, query) =>
      (query && sameThing(endpoint, query.queryKey[2], input) ? before : undefined) as never,
    queryKey: answerKey(endpoint, input as object),
    queryFn: ({ signal }) => call(endpoint, input, signal),
    enabled: options.enabled ?? true,
    // What is quiet follows the news: it may change beside what is being read.
    ...(options.quiet && { meta: { quiet: true } }),
    refetchInterval: options.everySeconds ? options.everySeconds * 1000 : false,
  })

const sameThing = (endpoint: Endpoint, one: unknown, other: unknown): boolean =>
  pathNames(endpoint.path).every((name) => (one as Record<string, unknown>)[name] === (other as Record<string, unknown>)[name])

/** Something a person does in a page. When it is done, everything that is shown is asked for again. */
export const useAction = <E extends Endpoint>(
  endpoint: E,
  options: { onDone?: (answer: Answer<E>, asked: Ask<E>) => void } = {},
) =>
  useMutation<Answer<E>, ApiFault, Ask<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: async (answer, asked) => {
      options.onDone?.(answer, asked)
      await answers.invalidateQueries()
    },
  })
