import { accessCapability } from '#capabilities/access/capability.ts'
import { adviceCapability } from '#capabilities/advice/capability.ts'
import { advisoriesCapability } from '#capabilities/advisories/capability.ts'
import { claimsCapability } from '#capabilities/claims/capability.ts'
import { demoCapability } from '#capabilities/demo/capability.ts'
import { deskCapability } from '#capabilities/desk/capability.ts'
import { directoryCapability } from '#capabilities/directory/capability.ts'
import { feedsCapability } from '#capabilities/feeds/capability.ts'
import { findingsCapability } from '#capabilities/findings/capability.ts'
import { intakeCapability } from '#capabilities/intake/capability.ts'
import { lettersCapability } from '#capabilities/letters/capability.ts'
import { measuresCapability } from '#capabilities/measures/capability.ts'
import { membersCapability } from '#capabilities/members/capability.ts'
import { noticesCapability } from '#capabilities/notices/capability.ts'
import { overviewCapability } from '#capabilities/overview/capability.ts'
import { partnersCapability } from '#capabilities/partners/capability.ts'
import { pictureCapability } from '#capabilities/picture/capability.ts'
import { productsCapability } from '#capabilities/products/capability.ts'
import { profileCapability } from '#capabilities/profile/capability.ts'
import { publishingCapability } from '#capabilities/publishing/capability.ts'
import { repliesCapability } from '#capabilities/replies/capability.ts'
import { reportsCapability } from '#capabilities/reports/capability.ts'
import { servicesCapability } from '#capabilities/services/capability.ts'
import { silenceCapability } from '#capabilities/silence/capability.ts'
import { subscriptionsCapability } from '#capabilities/subscriptions/capability.ts'
import { vulnerabilitiesCapability } from '#capabilities/vulnerabilities/capability.ts'
import { watchCapability } from '#capabilities/watch/capability.ts'
import { welcomeCapability } from '#capabilities/welcome/capability.ts'
import { workCapability } from '#capabilities/work/capability.ts'
import type { Capability } from '#platform/capability.ts'

/** Everything Varde can do, bottom-up. */
export const capabilities: readonly Capability[] = [
  membersCapability,
  accessCapability,
  workCapability,
  claimsCapability,
  directoryCapability,
  productsCapability,
  vulnerabilitiesCapability,
  profileCapability,
  servicesCapability,
  adviceCapability,
  findingsCapability,
  intakeCapability,
  feedsCapability,
  measuresCapability,
  noticesCapability,
  subscriptionsCapability,
  advisoriesCapability,
  repliesCapability,
  publishingCapability,
  partnersCapability,
  lettersCapability,
  silenceCapability,
  pictureCapability,
  watchCapability,
  reportsCapability,
  demoCapability,
  overviewCapability,
  welcomeCapability,
  deskCapability,
]
