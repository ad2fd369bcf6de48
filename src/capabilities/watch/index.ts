/** What neighbours may ask of watch. */
export { searchTasks } from './show.ts'
