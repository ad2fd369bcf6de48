import { catalogue } from '#ui/text/catalogue.ts'

/** The words around the guides, which lie in `docs/user`. */
export const helpTexts = catalogue('help', {
  nb: {
    title: 'Hjelp',
    lead: 'Hva du gjør, i hvilken rekkefølge, og hva som skjer da.',
    which: 'Hvem hjelpen er for',
    whom: 'Spør oss',
    'guide.duty': 'Vakthavende',
    'guide.member': 'Medlem',
    'guide.operator': 'Driftsleverandør',
    'guide.administrator': 'Administrator',
    parts: 'På denne siden',
    picture: 'Vis bildet: {{what}}',
  },
  nn: {
    title: 'Hjelp',
    lead: 'Kva du gjer, i kva rekkjefølgje, og kva som hender då.',
    which: 'Kven hjelpa er for',
    whom: 'Spør oss',
    'guide.duty': 'Vakthavande',
    'guide.member': 'Medlem',
    'guide.operator': 'Driftsleverandør',
    'guide.administrator': 'Administrator',
    parts: 'På denne sida',
    picture: 'Vis biletet: {{what}}',
  },
  en: {
    title: 'Help',
    lead: 'What you do, in which order, and what happens then.',
    which: 'Whom the help is for',
    whom: 'Ask us',
    'guide.duty': 'Duty officer',
    'guide.member': 'Member',
    'guide.operator': 'Operator',
    'guide.administrator': 'Administrator',
    parts: 'On this page',
    picture: 'Show the picture: {{what}}',
  },
})
