import { catalogue } from '#ui/text/catalogue.ts'

/** What the front page of a member says of warnings. */
export const waitingTexts = catalogue('advisories-front', {
  nb: {
    waiting_one: 'Et varsel til dere venter på svar',
    waiting_other: '{{count}} varsler til dere venter på svar',
    due: 'Korteste frist:',
    passed: 'Den første fristen gikk ut',
    answer: 'Les og svar',
  },
  nn: {
    waiting_one: 'Eit varsel til dykk ventar på svar',
    waiting_other: '{{count}} varsel til dykk ventar på svar',
    due: 'Kortaste frist:',
    passed: 'Den første fristen gjekk ut',
    answer: 'Les og svar',
  },
  en: {
    waiting_one: 'A warning to you waits for an answer',
    waiting_other: '{{count}} warnings to you wait for an answer',
    due: 'Shortest deadline:',
    passed: 'The first deadline passed',
    answer: 'Read and answer',
  },
})
