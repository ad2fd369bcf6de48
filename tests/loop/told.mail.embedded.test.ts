import { describe } from 'vitest'
import { theWholeLoop } from './told-loop.ts'

describe('told, answered, proved, beside the embedded database', () => theWholeLoop('embedded'))
