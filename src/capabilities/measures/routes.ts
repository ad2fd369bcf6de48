import type { App } from '#platform/http/app.ts'

/** Serves what the contract says. */
export function routes(_app: App): void {}
