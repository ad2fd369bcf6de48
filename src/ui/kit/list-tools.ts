import { type ComponentType, createContext } from 'react'

/** What stands with the filters of every list and is not the kit's own; the apps give it. */
export const ListTools = createContext<ComponentType | undefined>(undefined)
