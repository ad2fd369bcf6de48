import { useEffect, useRef, useSyncExternalStore } from 'react'

interface Shortcut {
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

/** Runs the shortcut of a key press, unless somebody is typing, a modifier is held, or a dialog is open. */
function listen(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return
  const shortcut = shortcuts.findLast(({ key }) => key === event.key)
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
