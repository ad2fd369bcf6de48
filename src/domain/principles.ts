/** A principle of NSM's Grunnprinsipper for IKT-sikkerhet 2.1 (June 2024), by its own title, and how many measures it has. */
interface Principle {
  title: string
  measures: number
}

const principles: Readonly<Record<string, Principle>> = {
  '1.1': { title: 'Kartlegg styringsstrukturer, leveranser og understøttende systemer', measures: 6 },
  '1.2': { title: 'Kartlegg enheter og programvare', measures: 4 },
  '1.3': { title: 'Kartlegg brukere og behov for tilgang', measures: 3 },
  '2.1': { title: 'Ivareta sikkerhet i anskaffelses- og utviklingsprosesser', measures: 10 },
  '2.2': { title: 'Etabler en sikker IKT-arkitektur', measures: 7 },
  '2.3': { title: 'Ivareta en sikker konfigurasjon', measures: 10 },
  '2.4': { title: 'Beskytt virksomhetens nettverk', measures: 4 },
  '2.5': { title: 'Kontroller dataflyt', measures: 8 },
  '2.6': { title: 'Ha kontroll på identiteter og tilganger', measures: 7 },
  '2.7': { title: 'Beskytt data i ro og i transitt', measures: 5 },
  '2.8': { title: 'Beskytt e-post og nettleser', measures: 4 },
  '2.9': { title: 'Etabler evne til gjenoppretting av data', measures: 4 },
  '2.10': { title: 'Integrer sikkerhet i prosess for endringshåndtering', measures: 4 },
  '3.1': { title: 'Oppdag og fjern kjente sårbarheter og trusler', measures: 3 },
  '3.2': { title: 'Etabler sikkerhetsovervåkning', measures: 7 },
  '3.3': { title: 'Analyser data fra sikkerhetsovervåkning', measures: 7 },
  '3.4': { title: 'Gjennomfør inntrengningstester', measures: 6 },
  '4.1': { title: 'Forbered virksomheten på håndtering av hendelser', measures: 6 },
  '4.2': { title: 'Vurder og klassifiser hendelser', measures: 3 },
  '4.3': { title: 'Kontroller og håndter hendelser', measures: 6 },
  '4.4': { title: 'Evaluer og lær av hendelser', measures: 4 },
}

/** The title of the principle (`2.3`) that an id names or whose measure (`2.3.1`) it names; `undefined` when NSM has no such id. Titles are NSM's. */
export function principleOf(id: string): string | undefined {
  const [, principle = '', measure] = /^(\d\.\d{1,2})(?:\.(\d{1,2}))?$/.exec(id) ?? []
  const found = Object.hasOwn(principles, principle) ? principles[principle] : undefined
  if (!found) return undefined
  const number = measure === undefined ? 1 : Number(measure)
  return number >= 1 && number <= found.measures && !measure?.startsWith('0') ? found.title : undefined
}
