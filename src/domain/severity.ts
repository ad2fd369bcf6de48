import { z } from 'zod'
import type { Texts } from './locale.ts'

/** How bad a thing is, worst first; the words of Shadowserver, CVSS and most scanners. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const

export const Severity = z.enum(severities).meta({ id: 'Severity', description: 'How bad it is, from critical to info' })
export type Severity = z.infer<typeof Severity>

const highest = severities.length - 1

/** A number to sort and compare by: 0 is info, 4 is critical. */
export const rank = (severity: Severity): number => highest - severities.indexOf(severity)

/** The worse of two. */
export const moreSevere = (one: Severity, other: Severity): Severity => (rank(one) >= rank(other) ? one : other)

/** So many steps worse (or milder, when negative); never beyond critical or info. */
export const raise = (severity: Severity, steps: number): Severity =>
  severities[highest - Math.min(highest, Math.max(0, rank(severity) + Math.trunc(steps)))]!

/** What a severity is called in files and documents. */
export const severityWords: Readonly<Record<Severity, Texts>> = {
  critical: { nb: 'Kritisk', nn: 'Kritisk', en: 'Critical' },
  high: { nb: 'Høy', nn: 'Høg', en: 'High' },
  medium: { nb: 'Middels', nn: 'Middels', en: 'Medium' },
  low: { nb: 'Lav', nn: 'Låg', en: 'Low' },
  info: { nb: 'Til opplysning', nn: 'Til opplysning', en: 'For information' },
}
