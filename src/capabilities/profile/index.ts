/** What neighbours may ask of keys and of the profile. */
export { keyFor, keysOfAddress, noteBlocked } from './keys.ts'
export { setTeamKey, siteOf, teamFacts } from './profile.ts'
export { becomes } from './rules.ts'
export { openingKeys, signingKeyOf, teamKeys } from './team-keys.ts'
