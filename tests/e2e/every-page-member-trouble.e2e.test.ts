import { walkEveryTrouble } from './every-page.ts'

walkEveryTrouble('member-security')
