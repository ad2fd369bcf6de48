import type { ErrorTexts } from '#platform/errors.ts'

export const demoErrors = {
  'demo-elsewhere': {
    status: 403,
    message: {
      nb: 'Dette er en demo, og den er åpen bare på sin egen maskin.',
      nn: 'Dette er ein demo, og han er open berre på si eiga maskin.',
      en: 'This is a demo, and it is open on its own machine only.',
    },
    next: {
      nb: 'Start Varde på 127.0.0.1, eller forlat demoen med «varde demo leave».',
      nn: 'Start Varde på 127.0.0.1, eller forlat demoen med «varde demo leave».',
      en: 'Start Varde on 127.0.0.1, or leave the demo with “varde demo leave”.',
    },
  },
} as const satisfies ErrorTexts
