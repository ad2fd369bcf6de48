import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What stands after the question mark of the address, as plain text values. */
export type AddressParams = Readonly<Record<string, string>>

/** Reads `?state=open&q=…` into plain text values; empty ones are left out. */
export const readParams = (search: string): AddressParams =>
  Object.fromEntries([...new URLSearchParams(search)].filter(([, value]) => value !== ''))

/** Writes the values back, in a fixed order, so that the same choice has the same address. */
export function writeParams(params: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(params).filter(([, value]) => value !== undefined && value !== '')
  const query = new URLSearchParams(
    kept.sort(([a], [b]) => a.localeCompare(b)).map(([name, value]): [string, string] => [name, String(value)]),
  )
  return query.size > 0 ? `?${query}` : ''
}

/** An address of our own as the router wants it: `/findings?state=open` is a path and its values. */
export function placeOf(address: string): { to: string; search: never } {
  const [to = '/', query = ''] = address.split('?')
  return { to, search: readParams(query) as never }
}

const paging = ['after', 'trail']

/** The address with some values changed; whoever changes a filter or the order begins on the first page again. */
export function changed(
  params: AddressParams,
  patch: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const keepsPage = Object.keys(patch).every((name) => paging.includes(name) || name === 'tab')
  const base = keepsPage ? params : Object.fromEntries(Object.entries(params).filter(([name]) => !paging.includes(name)))
  return { ...base, ...patch }
}

/**
 * Filters, order, page and tab of a view live in the address: `[params, change]`.
 * `replace` is for what changes at every key press; otherwise the browser's back button goes one choice back.
 */
export function useAddress(): [
  AddressParams,
  (patch: Readonly<Record<string, string | undefined>>, options?: { replace?: boolean }) => void,
] {
  const navigate = useNavigate()
  const search = useRouterState({ select: (state) => state.location.searchStr })
  const change = useCallback(
    (patch: Readonly<Record<string, string | undefined>>, { replace = false } = {}) => {
      void navigate({
        to: '.',
        search: ((before: AddressParams) => changed(before, patch)) as never,
        replace,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [readParams(search), change]
}
