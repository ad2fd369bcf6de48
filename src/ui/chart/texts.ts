import { catalogue } from '#ui/text/catalogue.ts'

/** The words around pictures of days. */
export const chartTexts = catalogue('chart', {
  nb: {
    'chart.label': '{{title}}: {{last}} {{day}}. Fra {{least}} til {{most}} på {{days}} døgn.',
    'chart.label.none': '{{title}}: ingen av {{days}} døgn er kjent.',
    'chart.unknown_one': '{{count}} døgn er ikke kjent.',
    'chart.unknown_other': '{{count}} døgn er ikke kjent.',
    'chart.nothing': 'ikke kjent',
    'chart.scale': 'Skala 0–{{top}}',
    'legend.unknown': 'Ikke kjent: ingen fil kom',
    'legend.event': 'Hendelse, forklart under',
    'legend.own': 'Denne virksomheten',
    'legend.middle': 'Median av de like',
    'legend.band': 'Den midterste halvparten av de like',
  },
  nn: {
    'chart.label': '{{title}}: {{last}} {{day}}. Frå {{least}} til {{most}} på {{days}} døgn.',
    'chart.label.none': '{{title}}: ingen av {{days}} døgn er kjende.',
    'chart.unknown_one': '{{count}} døgn er ikkje kjent.',
    'chart.unknown_other': '{{count}} døgn er ikkje kjende.',
    'chart.nothing': 'ikkje kjent',
    'chart.scale': 'Skala 0–{{top}}',
    'legend.unknown': 'Ikkje kjent: inga fil kom',
    'legend.event': 'Hending, forklart under',
    'legend.own': 'Denne verksemda',
    'legend.middle': 'Median av dei like',
    'legend.band': 'Den midtarste halvparten av dei like',
  },
  en: {
    'chart.label': '{{title}}: {{last}} on {{day}}. From {{least}} to {{most}} in {{days}} days.',
    'chart.label.none': '{{title}}: none of {{days}} days is known.',
    'chart.unknown_one': '{{count}} day is not known.',
    'chart.unknown_other': '{{count}} days are not known.',
    'chart.nothing': 'not known',
    'chart.scale': 'Scale 0–{{top}}',
    'legend.unknown': 'Not known: no file came',
    'legend.event': 'Event, explained below',
    'legend.own': 'This organisation',
    'legend.middle': 'Median of the like',
    'legend.band': 'The middle half of the like',
  },
})
