import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listen, lostSince, watchLoss } from './live.ts'

class Source {
  static readonly CLOSED = 2
  static dialled: Source[] = []
  readyState = 1
  closed = false
  onopen = () => {}
  onerror = () => {}
  onmessage = (_: { data: string }) => {}
  constructor() {
    Source.dialled.push(this)
  }
  close() {
    this.closed = true
  }
  /** The browser has lost it, and tries again by itself or not. */
  breaks(readyState = 0) {
    this.readyState = readyState
    this.onerror()
  }
}
const newest = () => Source.dialled.at(-1)!

let page: EventTarget & { hidden: boolean }
const show = (hidden: boolean) => {
  page.hidden = hidden
  page.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  Source.dialled = []
  page = Object.assign(new EventTarget(), { hidden: false })
  vi.stubGlobal('EventSource', Source)
  vi.stubGlobal('document', page)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('All that listen to the same stream share one connection, which ends with the last of them', () => {
  const heard: unknown[] = []
  const stops = [1, 2].map((who) => listen('/live', { onEvent: (event) => heard.push([who, event]) }))
  newest().onmessage({ data: '{"count":1}' })
  expect(heard).toEqual([
    [1, { count: 1 }],
    [2, { count: 1 }],
  ])
  stops[0]!()
  expect(newest().closed).toBe(false)
  stops[1]!()
  expect(newest().closed).toBe(true)
  expect(Source.dialled).toHaveLength(1)
})

it('A loss is said after half a minute and no sooner, and whoever listens hears when it is over', () => {
  const gaps = vi.fn()
  const stop = listen('/live', { onEvent: () => {}, onGap: gaps })
  const changed = vi.fn()
  const unwatch = watchLoss(changed)
  newest().onopen()
  newest().breaks()
  vi.advanceTimersByTime(29_000)
  expect(lostSince()).toBeUndefined()
  vi.advanceTimersByTime(2_000)
  expect(changed).toHaveBeenCalled()
  expect(lostSince()).toBe(1_000_000)
  expect(gaps).not.toHaveBeenCalled()
  newest().onopen()
  expect(lostSince()).toBeUndefined()
  expect(gaps).toHaveBeenCalledOnce()
  unwatch()
  stop()
})

it('What the browser has given up on is dialled again until it answers', () => {
  const stop = listen('/live', { onEvent: () => {} })
  newest().breaks(Source.CLOSED)
  vi.advanceTimersByTime(5_000)
  expect(Source.dialled).toHaveLength(2)
  newest().breaks(Source.CLOSED)
  vi.advanceTimersByTime(5_000)
  expect(Source.dialled).toHaveLength(3)
  stop()
  vi.advanceTimersByTime(60_000)
  expect(Source.dialled).toHaveLength(3)
})

it('A page that nobody looks at gives its connection back after a minute, and takes it up again', () => {
  const gaps = vi.fn()
  const stop = listen('/live', { onEvent: () => {}, onGap: gaps })
  newest().onopen()
  show(true)
  vi.advanceTimersByTime(59_000)
  expect(newest().closed).toBe(false)
  vi.advanceTimersByTime(2_000)
  expect(newest().closed).toBe(true)
  vi.advanceTimersByTime(3_600_000)
  show(false)
  expect(lostSince()).toBeUndefined()
  expect(Source.dialled).toHaveLength(2)
  newest().onopen()
  expect(gaps).toHaveBeenCalledOnce()
  stop()
})
