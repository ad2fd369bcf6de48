import { systemScope } from '#domain/scope.ts'

/** Reads before it is known who asks run as this part of the program. */
export const signInScope = systemScope('sign-in')
