import { saveReferences } from '#capabilities/members/capability.ts'
import { systemScope } from '#domain/scope.ts'
import type { Db } from '#platform/db/db.ts'

const program = systemScope('demo')
const consultation = 'HOD 2022, kap. 2 og 5'

/** What the sector's own documents said of who was covered, each with its year; the page sets today's figures beside them. */
export const fillReferences = (db: Db): Promise<number> =>
  db.in(program, (tx) =>
    saveReferences(tx, program, [
      {
        id: 'members-2021',
        words: { nb: 'Medlemmer i alt, juni 2021', nn: 'Medlemmer i alt, juni 2021', en: 'Members in all, June 2021' },
        kinds: [],
        value: 400,
        unit: 'count',
        bound: 'over',
        year: 2021,
        source: consultation,
      },
      {
        id: 'municipalities-2021',
        words: { nb: 'Kommuner, juni 2021', nn: 'Kommunar, juni 2021', en: 'Municipalities, June 2021' },
        kinds: ['municipality'],
        value: 335,
        unit: 'count',
        bound: 'exactly',
        year: 2021,
        source: consultation,
      },
      {
        id: 'municipalities-share-2022',
        words: { nb: 'Andel av kommunene', nn: 'Del av kommunane', en: 'Share of the municipalities' },
        kinds: ['municipality'],
        value: 95,
        unit: 'percent',
        bound: 'exactly',
        year: 2022,
        source: consultation,
      },
      {
        id: 'private-2022',
        words: { nb: 'Private virksomheter', nn: 'Private verksemder', en: 'Private bodies' },
        kinds: ['general-practice', 'dental-practice', 'pharmacy', 'supplier'],
        value: 200,
        unit: 'count',
        bound: 'about',
        year: 2022,
        source: consultation,
      },
    ]),
  )
