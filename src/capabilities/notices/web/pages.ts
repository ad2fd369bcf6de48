import type { PageEntry } from '#ui/pages.ts'

export const noticesPages: readonly PageEntry[] = []
