/** What neighbours may ask of suppliers' answers. */

export { type SupplierSaid, saidOf } from './said.ts'
