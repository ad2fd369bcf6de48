/** What one part of a page wants of a stream. */
export interface Listener {
  onEvent: (event: never) => void
  /** The connection stands again after it was lost: what happened meanwhile was not heard. */
  onGap?: (() => void) | undefined
}

interface Line {
  listeners: Set<Listener>
  close: () => void
  /** When the connection was lost, in milliseconds since 1970. */
  lostAt: number | undefined
}

const redialMs = 5_000
/** A shorter loss is nobody's concern. */
const quietMs = 30_000
/** A page that nobody has looked at for so long gives its connection back: a browser has six for a server. */
const hiddenMs = 60_000

const lines = new Map<string, Line>()
const watchers = new Set<() => void>()
const changed = () => {
  for (const watcher of watchers) watcher()
}

/**
 * Listens to a stream of the server; all that listen to the same address share one connection, which mends itself. What it gives back
 * ends the listening.
 */
export function listen(url: string, listener: Listener): () => void {
  const line = lines.get(url) ?? open(url)
  line.listeners.add(listener)
  return () => {
    line.listeners.delete(listener)
    if (line.listeners.size > 0) return
    line.close()
    lines.delete(url)
    changed()
  }
}

function open(url: string): Line {
  let source: EventSource | undefined
  let redial: ReturnType<typeof setTimeout> | undefined
  let hide: ReturnType<typeof setTimeout> | undefined
  const line: Line = { listeners: new Set(), lostAt: undefined, close }
  lines.set(url, line)
  document.addEventListener('visibilitychange', look)
  dial()
  return line

  function dial() {
    clearTimeout(redial)
    source?.close()
    source = new EventSource(url)
    source.onopen = () => {
      if (line.lostAt === undefined) return
      line.lostAt = undefined
      for (const { onGap } of line.listeners) onGap?.()
      changed()
    }
    source.onmessage = ({ data }) => {
      for (const { onEvent } of line.listeners) onEvent(JSON.parse(data) as never)
    }
    source.onerror = () => {
      if (line.lostAt === undefined) {
        line.lostAt = Date.now()
        setTimeout(changed, quietMs + 1)
      }
      // What the browser has given up on is tried again here.
      if (source?.readyState === EventSource.CLOSED) redial = setTimeout(dial, redialMs)
    }
  }

  function look() {
    clearTimeout(hide)
    if (document.hidden) hide = setTimeout(rest, hiddenMs)
    else if (source === undefined) {
      // That nobody listened meanwhile was our own choice: a loss is counted from now.
      line.lostAt = Date.now()
      dial()
    }
  }

  function rest() {
    clearTimeout(redial)
    source?.close()
    source = undefined
  }

  function close() {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(redial)
    clearTimeout(hide)
    source?.close()
  }
}

/** Since when nothing can be heard, in milliseconds since 1970; undefined while everything is heard, or was a moment ago. */
export function lostSince(): number | undefined {
  const lost = [...lines.values()].flatMap(({ lostAt }) => (lostAt === undefined ? [] : [lostAt]))
  const first = Math.min(...lost)
  return lost.length > 0 && Date.now() - first >= quietMs ? first : undefined
}

/** Calls when `lostSince` may have changed. */
export function watchLoss(then: () => void): () => void {
  watchers.add(then)
  return () => watchers.delete(then)
}
