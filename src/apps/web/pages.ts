import { accessPages } from '#capabilities/access/web/pages.ts'
import { advicePages } from '#capabilities/advice/web/pages.ts'
import { advisoriesPages } from '#capabilities/advisories/web/pages.ts'
import { claimsPages } from '#capabilities/claims/web/pages.ts'
import { demoPages } from '#capabilities/demo/web/pages.ts'
import { deskPages } from '#capabilities/desk/web/pages.ts'
import { directoryPages } from '#capabilities/directory/web/pages.ts'
import { feedsPages } from '#capabilities/feeds/web/pages.ts'
import { findingsPages } from '#capabilities/findings/web/pages.ts'
import { intakePages } from '#capabilities/intake/web/pages.ts'
import { lettersPages } from '#capabilities/letters/web/pages.ts'
import { measuresPages } from '#capabilities/measures/web/pages.ts'
import { membersPages } from '#capabilities/members/web/pages.ts'
import { noticesPages } from '#capabilities/notices/web/pages.ts'
import { overviewPages } from '#capabilities/overview/web/pages.ts'
import { partnersPages } from '#capabilities/partners/web/pages.ts'
import { picturePages } from '#capabilities/picture/web/pages.ts'
import { productsPages } from '#capabilities/products/web/pages.ts'
import { profilePages } from '#capabilities/profile/web/pages.ts'
import { publishingPages } from '#capabilities/publishing/web/pages.ts'
import { repliesPages } from '#capabilities/replies/web/pages.ts'
import { servicesPages } from '#capabilities/services/web/pages.ts'
import { silencePages } from '#capabilities/silence/web/pages.ts'
import { subscriptionsPages } from '#capabilities/subscriptions/web/pages.ts'
import { vulnerabilitiesPages } from '#capabilities/vulnerabilities/web/pages.ts'
import { watchPages } from '#capabilities/watch/web/pages.ts'
import { welcomePages } from '#capabilities/welcome/web/pages.ts'
import type { PageEntry } from '#ui/pages.ts'

/** Every page there is, in the order of the menus within their groups. A capability adds its `web/pages.ts` here. */
export const pages: readonly PageEntry[] = [
  ...watchPages,
  ...picturePages,
  ...membersPages,
  ...claimsPages,
  ...productsPages,
  ...subscriptionsPages,
  ...lettersPages,
  ...vulnerabilitiesPages,
  ...findingsPages,
  ...welcomePages,
  ...noticesPages,
  ...advisoriesPages,
  ...silencePages,
  ...publishingPages,
  ...partnersPages,
  ...repliesPages,
  ...measuresPages,
  ...feedsPages,
  ...intakePages,
  ...servicesPages,
  ...directoryPages,
  ...advicePages,
  ...profilePages,
  ...accessPages,
  ...overviewPages,
  ...deskPages,
  ...demoPages,
]
