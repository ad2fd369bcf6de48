import { useState } from 'react'

/**
 * Keeps a part of the page as it is while the pointer or the focus is in it, so that nothing moves that is about to be clicked.
 * `[kept, hands]`: what to show, and what the part listens to. What came meanwhile is shown when it is left.
 */
export function useStill<Value>(latest: Value | undefined): [Value | undefined, Hands] {
  const [isPointed, setPointed] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const [kept, setKept] = useState(latest)
  const isHeld = (isPointed || isFocused) && kept !== undefined
  if (!isHeld && kept !== latest) setKept(latest)
  return [
    isHeld ? kept : latest,
    {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: ({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget as Node | null)),
    },
  ]
}

interface Hands {
  onPointerEnter: () => void
  onPointerLeave: () => void
  onFocus: () => void
  onBlur: (event: React.FocusEvent) => void
}
