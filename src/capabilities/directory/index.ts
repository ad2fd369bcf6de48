/** What neighbours may ask of the directory. */
export { organisationsInGroup } from './groups.ts'
export { findAuthorities } from './rules-authorities.ts'
export { supplyingAmong } from './store.ts'
export { searchGroups } from './store-groups.ts'
