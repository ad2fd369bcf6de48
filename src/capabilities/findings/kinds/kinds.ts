import { abusiveContent } from './families/abusive-content.ts'
import { amplifier } from './families/amplifier.ts'
import { attacksOthers } from './families/attacks-others.ts'
import { cameraPrinter } from './families/camera-printer.ts'
import { compromisedDevice } from './families/compromised-device.ts'
import { compromisedWebsite } from './families/compromised-website.ts'
import { controlServer } from './families/control-server.ts'
import { database } from './families/database.ts'
import { ddosParticipant } from './families/ddos-participant.ts'
import { ddosTarget } from './families/ddos-target.ts'
import { directory } from './families/directory.ts'
import { fileSharing } from './families/file-sharing.ts'
import { fraud } from './families/fraud.ts'
import { harmfulContent } from './families/harmful-content.ts'
import { identification } from './families/identification.ts'
import { industrial } from './families/industrial.ts'
import { infectedMachine } from './families/infected-machine.ts'
import { informationLoss } from './families/information-loss.ts'
import { leakedAccount } from './families/leaked-account.ts'
import { mailService } from './families/mail-service.ts'
import { management } from './families/management.ts'
import { messageBroker } from './families/message-broker.ts'
import { nameServer } from './families/name-server.ts'
import { networkEquipment } from './families/network-equipment.ts'
import { other } from './families/other.ts'
import { outage } from './families/outage.ts'
import { probing } from './families/probing.ts'
import { proxy } from './families/proxy.ts'
import { ransomware } from './families/ransomware.ts'
import { remoteDesktop } from './families/remote-desktop.ts'
import { remoteShell } from './families/remote-shell.ts'
import { reputation } from './families/reputation.ts'
import { specialReport } from './families/special-report.ts'
import { telephony } from './families/telephony.ts'
import { vulnerableMail } from './families/vulnerable-mail.ts'
import { vulnerableService } from './families/vulnerable-service.ts'
import { vulnerableWeb } from './families/vulnerable-web.ts'
import { weakEncryption } from './families/weak-encryption.ts'
import type { Family, Kind, KindEntry } from './kind.ts'

/** Every family of the catalogue; a new file in `families/` is named here. */
export const families: readonly Family[] = [
  remoteDesktop,
  remoteShell,
  fileSharing,
  database,
  messageBroker,
  directory,
  mailService,
  vulnerableMail,
  vulnerableWeb,
  vulnerableService,
  proxy,
  nameServer,
  amplifier,
  networkEquipment,
  management,
  telephony,
  industrial,
  cameraPrinter,
  weakEncryption,
  identification,
  infectedMachine,
  controlServer,
  attacksOthers,
  ddosParticipant,
  ddosTarget,
  compromisedWebsite,
  compromisedDevice,
  ransomware,
  leakedAccount,
  harmfulContent,
  reputation,
  specialReport,
  probing,
  abusiveContent,
  informationLoss,
  fraud,
  outage,
  other,
]

const reportPages = 'https://www.shadowserver.org/what-we-do/network-reporting/'

function toKind(family: Family, entry: KindEntry): Kind {
  return {
    id: entry.id,
    family: family.id,
    type: entry.type,
    severity: entry.severity,
    service: typeof entry.service === 'string' ? entry.service : entry.service.en,
    ...(entry.port !== undefined && { port: entry.port }),
    nature: entry.nature ?? family.nature,
    principles: entry.principles ?? family.principles,
    proof: entry.proof ?? family.proof,
    ...(entry.report !== undefined && { reference: `${reportPages}${entry.report}/` }),
  }
}

/** Every kind of the catalogue, family by family. */
export const allKinds: readonly Kind[] = families.flatMap((family) => family.kinds.map((entry) => toKind(family, entry)))
