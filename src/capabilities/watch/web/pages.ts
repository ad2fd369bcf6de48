import type { PageEntry } from '#ui/pages.ts'

export const watchPages: readonly PageEntry[] = []
