import type { Role } from '#domain/endpoint.ts'

/** Where a step points: the first of these places that is seen now. A telephone has some of them behind the menu button. */
const places = {
  front: ['main h1'],
  views: ['main .views', 'main h1'],
  list: ['main table', 'main h2', 'main h1'],
  menu: ['#menu', '.shell-toggle'],
  search: ['.search-open'],
  help: ['.shell-account [aria-keyshortcuts="?"]', '.shell-toggle'],
  account: ['.shell-account', '.shell-toggle'],
} as const

/** A step by the name of its words, and the places that it points at. */
export interface Step {
  words: 'queue' | 'views' | 'menu' | 'run' | 'search' | 'help' | 'account' | 'now' | 'todo' | 'ours' | 'search.member'
  at: readonly string[]
}
const step = (words: Step['words'], place: keyof typeof places): Step => ({ words, at: places[place] })

const team = [
  step('queue', 'front'),
  step('views', 'views'),
  step('menu', 'menu'),
  step('search', 'search'),
  step('help', 'help'),
]

/** The tour of each role: four to six things that are there when somebody comes for the first time. */
export const tours: Readonly<Record<Role, readonly Step[]>> = {
  duty: [...team, step('account', 'account')],
  analyst: [...team, step('account', 'account')],
  lead: [...team, step('account', 'account')],
  admin: [
    step('queue', 'front'),
    step('run', 'menu'),
    step('search', 'search'),
    step('help', 'help'),
    step('account', 'account'),
  ],
  'member-security': [
    step('now', 'front'),
    step('todo', 'list'),
    step('ours', 'menu'),
    step('search.member', 'search'),
    step('account', 'account'),
  ],
  'member-reader': [step('now', 'front'), step('ours', 'menu'), step('search.member', 'search'), step('account', 'account')],
}

const first: readonly Role[] = ['duty', 'analyst', 'lead', 'admin', 'member-security', 'member-reader']

/** Whose tour somebody takes: that of the role that does most of the daily work. */
export const tourOf = (held: readonly Role[]): Role | undefined => first.find((role) => held.includes(role))
