import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const pages = ['*.md', 'docs/**/*.md', 'examples/**/*.md', 'src/**/*.md', 'tests/**/*.md', 'bench/**/*.md']
  .flatMap((pattern) => globSync(pattern))
  .sort()

/** Links of a page to files of the house, without their anchors. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!.split('#')[0]!)
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))

/** Paths of the house that a page names in code marks. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`(?:\.\/)?((?:src|docs|tests|tools|bench|examples|migrations)\/[\w./-]+)`/g)]
    .map(([, path]) => path!)
    .filter((path) => !path.endsWith('-'))

describe('Every page leads where it says', () => {
  for (const page of pages)
    it(page, () => {
      const text = readFileSync(page, 'utf8')
      const missing = [...linksIn(text).map((link) => join(dirname(page), link)), ...pathsIn(text)].filter(
        (path) => !existsSync(path),
      )
      expect(missing).toEqual([])
    })
})
