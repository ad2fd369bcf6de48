import { walkEveryTrouble } from './every-page.ts'

walkEveryTrouble('admin')
