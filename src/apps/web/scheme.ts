import { useState } from 'react'

export const schemes = ['auto', 'light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

const remembered = 'varde.scheme'
const shown = (): Scheme => schemes.find((scheme) => scheme === document.documentElement.dataset.colorScheme) ?? 'auto'

/** Light, dark or like the system; remembered in this browser (`public/scheme.js` reads it before the first paint). */
export function useScheme(): [Scheme, (next: Scheme) => void] {
  const [scheme, setScheme] = useState(shown)
  const choose = (next: Scheme) => {
    localStorage.setItem(remembered, next)
    document.documentElement.dataset.colorScheme = next
    setScheme(next)
  }
  return [scheme, choose]
}
