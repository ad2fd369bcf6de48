import { duty, type Hands } from './hands.ts'

/** Numbers that nobody can have: Norwegian ones never begin with 0. */
const telephones: Readonly<Record<string, string>> = { health: '+47 00 00 00 01', municipal: '+47 00 00 00 02' }

/** Gives the senders a telephone, so that whoever reads a mail at night sees whom they would call. */
export async function giveTelephones({ ask }: Hands): Promise<void> {
  const { senders } = await ask<{ senders: { constituency: string; pgp: unknown }[] }>(duty, 'GET', '/notices/senders')
  for (const { pgp: _, ...sender } of senders) {
    const { constituency } = sender
    await ask(duty, 'PUT', `/notices/senders/${constituency}`, { ...sender, telephone: telephones[constituency] ?? '' })
  }
}
