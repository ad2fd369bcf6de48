import type { PageEntry } from '#ui/pages.ts'

export const measuresPages: readonly PageEntry[] = []
