import { proposalOf } from '#capabilities/services/proposals.data.ts'

import { ask, must, type Sender } from './wire.ts'

/** A number that nobody in the sector has. */
export const nobodysNumber = '312000199'
const subjects = ['membership', 'scanning', 'sensors', 'advice'] as const

/** The terms that count, as whoever leads the team publishes them. */
export async function publishTerms(lead: Sender): Promise<void> {
  for (const subject of subjects) {
    const changed = { nb: 'Første versjon.', nn: 'Første versjon.', en: 'First version.' }
    await must(ask(lead, 'POST', `/api/services/terms/${subject}`, { body: { after: 0, body: proposalOf(subject), changed } }))
  }
}

/** What one side has said yes to, asked for, answered and shared; every word that it wrote is its secret. */
export async function takePart(security: Sender, org: string, secret: string): Promise<{ tgt: string; asm: string }> {
  const post = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST') =>
    (await must(ask(security, method, `/api/${path}`, { body }))).json as { id: string }
  for (const subject of subjects.filter((each) => each !== 'advice')) {
    const targets = subject === 'scanning' ? [{ form: 'domain', value: `www.${secret}.example` }] : []
    await post(`organisations/${org}/consents`, { subject, version: 1, signatory: secret, targets })
  }
  await post(`organisations/${org}/demands`, { answers: [{ demand: 'logs', answer: 'met', note: secret }] }, 'PUT')
  const document = { issuer: secret, reference: secret }
  const body = { framework: 'other', title: secret, doneOn: '2026-11-01', document }
  const { id } = await post(`organisations/${org}/assessments`, body)
  await post(`assessments/${id}/shares`, { number: nobodysNumber, label: secret })
  return { tgt: await targetOf(security, org, 'scanning'), asm: id }
}

/** The last network or domain that an organisation asked a service to look at. */
export async function targetOf(by: Sender, org: string, service: string): Promise<string> {
  const { subjects } = (await must(ask(by, 'GET', `/api/organisations/${org}/services`))).json as {
    subjects: { subject: string; targets: { id: string }[] }[]
  }
  return subjects.find(({ subject }) => subject === service)!.targets.at(-1)!.id
}
