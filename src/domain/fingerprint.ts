/** Hex digits as people compare them: in groups of four. */
export const inFours = (fingerprint: string): string => fingerprint.replace(/.{4}(?=.)/g, '$& ')
