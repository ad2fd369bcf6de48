import { walkEveryPage } from './every-page.ts'

walkEveryPage('member-security')
