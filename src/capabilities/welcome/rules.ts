import type { Utc } from '#domain/time.ts'
import { type SaidStep, type Welcome, welcomeSteps } from './contract.ts'

/** What a member said of a step. */
export interface Word {
  step: SaidStep
  remark: string
  at: Utc
  by: string
}

/** What is known of a member elsewhere. */
export interface Known {
  contacts: readonly { role: string; confirmed: boolean }[]
  holdings: readonly { proof: string }[]
  agreed: boolean
}

/** The steps of a member: whether each is done now. */
export function stepsOf(known: Known, words: readonly Word[]): Welcome['steps'] {
  const done = {
    contacts: known.contacts.some(({ role, confirmed }) => role === 'security' && confirmed),
    holdings: known.holdings.some(({ proof }) => proof !== 'declared'),
    agreement: known.agreed,
  }
  return welcomeSteps.map((step) => {
    if (step !== 'organisation' && step !== 'findings') return { step, done: done[step], at: null, by: null, remark: '' }
    const word = words.find((one) => one.step === step)
    return {
      step,
      done: word !== undefined && word.remark === '',
      at: word?.at ?? null,
      by: word?.by ?? null,
      remark: word?.remark ?? '',
    }
  })
}
