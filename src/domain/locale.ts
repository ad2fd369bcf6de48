import { z } from 'zod'

/** The languages everything is written in: bokmål, nynorsk, English. */
export const locales = ['nb', 'nn', 'en'] as const

export const Locale = z.enum(locales).meta({ id: 'Locale', description: 'Bokmål, nynorsk or English' })
export type Locale = z.infer<typeof Locale>

/** A text in all languages. */
export type Texts = Record<Locale, string>

export const Texts = z.object({ nb: z.string(), nn: z.string(), en: z.string() }) satisfies z.ZodType<Texts>
