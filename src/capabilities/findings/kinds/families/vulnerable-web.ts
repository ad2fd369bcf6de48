import type { Family } from '../kind.ts'

export const vulnerableWeb: Family = {
  id: 'vulnerable-web',
  nature: 'exposure',
  proof: 'absent-from-source',
  principles: ['2.3.1', '2.5.5', '3.1.1', '3.1.2'],
  words: {
    nb: {
      name: 'Sårbarhet i {service}',
      what: 'Svakheten er synlig for alle på {port}.',
      why: 'Angripere leter automatisk etter slike hull og er ofte inne samme dag. Derfra når de fagsystemer og filer.',
      doNow: ['Finn produkt og svakhet i saken, og installer produsentens rettelse for {service}.'],
      ifYouCannot: ['Legg {service} bak VPN (kryptert fjerntilgang) til rettelsen er på plass.'],
    },
    nn: {
      name: 'Sårbarheit i {service}',
      what: 'Veikskapen er synleg for alle på {port}.',
      why: 'Angriparar leitar automatisk etter slike hol og er ofte inne same dag. Derifrå når dei fagsystem og filer.',
      doNow: ['Finn produkt og veikskap i saka, og installer rettinga frå produsenten for {service}.'],
      ifYouCannot: ['Legg {service} bak VPN (kryptert fjerntilgang) til rettinga er på plass.'],
    },
    en: {
      name: 'Vulnerability in {service}',
      what: 'The weakness is visible to all on {port}.',
      why: 'Attackers search for such holes automatically and are often in the same day. From there they reach systems and files.',
      doNow: ['Find product and weakness in the case, and install the vendor’s fix for {service}.'],
      ifYouCannot: ['Put {service} behind VPN (encrypted remote access) until the fix is in place.'],
    },
  },
  kinds: [
    {
      id: 'vulnerable-http',
      type: 'vulnerable-system',
      severity: 'critical',
      service: { nb: 'webtjenesten', nn: 'webtenesta', en: 'the web service' },
      port: 443,
      report: 'vulnerable-http-report',
      nb: {
        what: 'En webside, brannmur eller VPN-boks kjører programvare eller oppsett med et kjent hull.',
        doNow: [
          'Se etter nye brukere, filer og innlogginger tilbake til dagen hullet ble kjent.',
          'Fjern åpne mapper som «.git», og bruk aldri innlogging uten kryptering.',
          'Avslutt alle økter og bytt passord og nøkler når rettelsen er inne.',
        ],
      },
      nn: {
        what: 'Ei webside, ein brannmur eller ein VPN-boks køyrer programvare eller oppsett med eit kjent hol.',
        doNow: [
          'Sjå etter nye brukarar, filer og innloggingar tilbake til dagen holet vart kjent.',
          'Fjern opne mapper som «.git», og bruk aldri innlogging utan kryptering.',
          'Avslutt alle økter og byt passord og nøklar når rettinga er inne.',
        ],
      },
      en: {
        what: 'A web page, firewall or VPN box runs software or settings with a known hole.',
        doNow: [
          'Look for new users, files and sign-ins back to the day the hole became known.',
          'Remove open folders such as “.git”, and never use sign-in without encryption.',
          'End all sessions and change passwords and keys once the fix is in.',
        ],
      },
    },
  ],
}
