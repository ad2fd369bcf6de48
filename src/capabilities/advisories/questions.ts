import type { Advised } from '#capabilities/notices/index.ts'
import type { Locale, Texts } from '#domain/locale.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const words = {
  heading: t('Ett spørsmål til dere', 'Eitt spørsmål til dykk', 'One question to you'),
  versions: t(
    'Kjører dere {{product}} i en av disse versjonene: {{versions}}?',
    'Køyrer de {{product}} i ein av desse versjonane: {{versions}}?',
    'Do you run {{product}} in one of these versions: {{versions}}?',
  ),
  any: t('Kjører dere {{product}}?', 'Køyrer de {{product}}?', 'Do you run {{product}}?'),
  how: t(
    'Svar her, så vet vi om dette gjelder dere: {{url}}',
    'Svar her, så veit vi om dette gjeld dykk: {{url}}',
    'Answer here, and we know whether this is for you: {{url}}',
  ),
}

/** What is asked of one product, in words. */
export const questionText = ({ product, versions }: { product: string; versions: string }, locale: Locale): string =>
  (versions ? words.versions : words.any)[locale].replace('{{product}}', product).replace('{{versions}}', versions)

/** What a mail says of a warning, with the questions that would settle whether it is for the reader; they stand first. */
export const withQuestions = (
  said: Advised,
  questions: readonly { product: string; versions: string }[],
  url: string,
  locale: Locale,
): Advised =>
  questions.length === 0
    ? said
    : {
        ...said,
        parts: [
          {
            heading: words.heading[locale],
            text: words.how[locale].replace('{{url}}', url),
            points: questions.map((question) => questionText(question, locale)),
          },
          ...said.parts,
        ],
      }
