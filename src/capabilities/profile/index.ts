/** What neighbours may ask of keys and of the profile. */
export { keyFor, keysOfAddress, noteBlocked } from './keys.ts'
export { setTeamKey, teamFacts } from './profile.ts'
export { openingKeys, signingKeyOf, teamKeys } from './team-keys.ts'
