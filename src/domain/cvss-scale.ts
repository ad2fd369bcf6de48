/** The versions of the standard that are read: CVSS 2.0, 3.0, 3.1 and 4.0 (FIRST). */
export const cvssVersions = ['2.0', '3.0', '3.1', '4.0'] as const
export type CvssVersion = (typeof cvssVersions)[number]

/** What a score is called; version 2 knows neither `none` nor `critical` (NVD's words). */
export type CvssSeverity = 'none' | 'low' | 'medium' | 'high' | 'critical'

/** The word for a score: 3.0 and 3.1, table 14; 4.0, table 22; for version 2 the words that NVD uses. */
export function cvssSeverity(score: number, version: CvssVersion): CvssSeverity {
  if (version === '2.0') return score < 4 ? 'low' : score < 7 ? 'medium' : 'high'
  return score === 0 ? 'none' : score < 4 ? 'low' : score < 7 ? 'medium' : score < 9 ? 'high' : 'critical'
}
