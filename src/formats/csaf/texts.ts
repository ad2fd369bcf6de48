import type { Fields } from './fields.ts'
import { type Acknowledgment, type Note, noteCategories, type Reference, referenceCategories } from './shape.ts'

/** The `notes` of a document or vulnerability. */
export const readNotes = (fields: Fields): Note[] =>
  fields.each('notes', (one) => {
    const category = one.word('category', noteCategories)
    const [title, audience] = [one.text('title'), one.text('audience')]
    return (
      category && {
        category,
        text: one.need('text'),
        ...(title !== undefined && { title }),
        ...(audience !== undefined && { audience }),
      }
    )
  })

/** Its `references`. */
export const readReferences = (fields: Fields): Reference[] =>
  fields.each('references', (one) => {
    const category = one.word('category', referenceCategories)
    return { summary: one.need('summary'), url: one.need('url'), ...(category && { category }) }
  })

/** Its `acknowledgments`. */
export const readAcknowledgments = (fields: Fields): Acknowledgment[] =>
  fields.each('acknowledgments', (one) => {
    const [organization, summary] = [one.text('organization'), one.text('summary')]
    return {
      names: one.texts('names'),
      ...(organization !== undefined && { organization }),
      ...(summary !== undefined && { summary }),
      urls: one.texts('urls'),
    }
  })
