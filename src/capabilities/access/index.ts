/** Tells the server who asks (`AppOptions.authenticate`). */
export { authenticate } from './authenticate.ts'
/** What the command line does with accounts, keys and the trail. */
export {
  addPerson,
  createFirstAdministrator,
  disablePerson,
  listPeople,
  makeKey,
  resetPassword,
} from './commands.ts'
/** People with an account, by name or a part of it; to whoever manages them. */
export { listPeople as findPeople } from './people.ts'
/** The rights of whoever asked for work that goes on without them. */
export { scopeNow } from './standing.ts'
/** The people of the team who may sign in: to whom work may be given. */
export { teamPeople as colleagues } from './store.ts'
