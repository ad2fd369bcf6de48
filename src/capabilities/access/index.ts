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
  verifyTrail,
} from './commands.ts'
