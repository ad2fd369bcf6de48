import type { Family } from '../kind.ts'

export const nameServer: Family = {
  id: 'name-server',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.4', '2.5.2', '2.5.5'],
  words: {
    nb: {
      name: 'Navnetjeneren hjelper hvem som helst',
      what: 'Serveren svarer hele internett på {port}.',
      why: 'Angripere lar den sende store svar mot ofrene sine. Den kan også bli treg for egne ansatte.',
      doNow: ['La {service} bare svare egne nett, og steng {port} for resten hvis den ikke har egne soner.'],
      ifYouCannot: ['Slå på begrensning av svar per sekund (RRL) for {service}.'],
    },
    nn: {
      name: 'Namnetenaren hjelper kven som helst',
      what: 'Tenaren svarer heile internett på {port}.',
      why: 'Angriparar lèt han sende store svar mot offera sine. Han kan også bli treg for eigne tilsette.',
      doNow: ['La {service} berre svare eigne nett, og steng {port} for resten om han ikkje har eigne soner.'],
      ifYouCannot: ['Slå på avgrensing av svar per sekund (RRL) for {service}.'],
    },
    en: {
      name: 'The name server helps anyone',
      what: 'It answers the whole internet on {port}.',
      why: 'Attackers make it send large answers to their victims. It may also grow slow for your own staff.',
      doNow: ['Let {service} answer your own networks only, and close {port} to others unless it holds zones.'],
      ifYouCannot: ['Turn on response rate limiting (RRL) for {service}.'],
    },
  },
  kinds: [
    {
      id: 'dns-open-resolver',
      type: 'vulnerable-system',
      severity: 'medium',
      service: { nb: 'DNS-tjeneren', nn: 'DNS-tenaren', en: 'the DNS server' },
      port: 53,
      report: 'dns-open-resolvers-report',
      nb: {
        what: 'En DNS-tjener slår opp navn, og denne gjør det for fremmede også (åpen resolver).',
        doNow: [
          'Sett allow-recursion i BIND, access-control i Unbound, eller slå av rekursjon i Windows DNS.',
          'Er maskinen en ruter, slå av DNS på internettsiden av den.',
        ],
      },
      nn: {
        what: 'Ein DNS-tenar slår opp namn, og denne gjer det for framande også (open resolver).',
        doNow: [
          'Set allow-recursion i BIND, access-control i Unbound, eller slå av rekursjon i Windows DNS.',
          'Er maskina ein ruter, slå av DNS på internettsida av han.',
        ],
      },
      en: {
        what: 'A DNS server looks up names, and this one does it for strangers too (an open resolver).',
        doNow: [
          'Set allow-recursion in BIND, access-control in Unbound, or turn off recursion in Windows DNS.',
          'If the machine is a router, turn off DNS on its internet side.',
        ],
      },
    },
  ],
}
