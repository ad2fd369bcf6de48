import { ask, must, type Sender } from './wire.ts'

/** A block of the advice library as it is written. */
export const advice = (text: string) => ({
  topic: 'other',
  texts: { nb: { title: text, text }, nn: null, en: null },
  references: [],
  why: text,
})

/** Writes a block and gives its id. */
export const addAdvice = async (by: Sender, text: string): Promise<string> =>
  ((await must(ask(by, 'POST', '/api/advice', { body: advice(text) }))).json as { id: string }).id

/** A block with two versions that was put away and taken out again; every word of it is the team's. */
export async function fillAdvice(lead: Sender, secret: string): Promise<string> {
  const id = await addAdvice(lead, `${secret} advice`)
  await must(ask(lead, 'PUT', `/api/advice/${id}`, { body: { ...advice(`${secret} changed`), after: 1 } }))
  for (const retired of [true, false])
    await must(ask(lead, 'PUT', `/api/advice/${id}/retired`, { body: { retired, why: secret } }))
  return id
}
