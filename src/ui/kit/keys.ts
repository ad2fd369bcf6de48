import { useEffect, useRef, useSyncExternalStore } from 'react'

interface Shortcut {
  /** As the browser names it; `Ctrl+K` also works while somebody types, and is ⌘K on a Mac. */
  key: string
  says: string
  run: (event: KeyboardEvent) => void
}

let shortcuts: readonly Shortcut[] = []
const listeners = new Set<() => void>()

function change(next: readonly Shortcut[]): void {
  shortcuts = next
  for (const listener of listeners) listener()
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || isTextInput(target))

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type)

/** Runs the shortcut of a key press, unless somebody is typing a plain key, or a dialog is open. */
function listen(event: KeyboardEvent): void {
  const isHeld = event.ctrlKey || event.metaKey
  if (event.altKey || (!isHeld && isTyping(event.target)) || document.querySelector('dialog[open]')) return
  const pressed = isHeld ? `Ctrl+${event.key.toUpperCase()}` : event.key
  const shortcut = shortcuts.findLast(({ key }) => key === pressed)
  if (!shortcut) return
  event.preventDefault()
  shortcut.run(event)
}

if (globalThis.document) document.addEventListener('keydown', listen)

/** A key that does something while this part of the page is shown; `says` stands in the help (`?`). */
export function useShortcut(key: string, says: string, run: (event: KeyboardEvent) => void, enabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!enabled) return
    const shortcut: Shortcut = { key, says, run: (event) => latest.current(event) }
    change([...shortcuts, shortcut])
    return () => change(shortcuts.filter((each) => each !== shortcut))
  }, [key, says, enabled])
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The keys that do something now, for the help. */
export const useShortcuts = (): readonly Shortcut[] => useSyncExternalStore(subscribe, () => shortcuts)

/** A key as it stands on the keyboard of the reader. */
export const keyName = (key: string): string =>
  key.startsWith('Ctrl+') && /Mac|iPhone|iPad/.test(navigator.userAgent) ? `⌘${key.slice(5)}` : key.replace('+', ' ')
