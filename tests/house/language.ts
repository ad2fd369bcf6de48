import ts from 'typescript'

type Words = Readonly<Record<string, string>>

/** A catalogue as it is checked: what a room says, by language. */
export interface Said {
  room: string
  words: Readonly<Record<string, Words>>
}

const placeholders = (text: string): string => [...new Set(text.match(/\{\{[^}]*\}\}/g))].sort().join(' ')

/** What is wrong with a catalogue, a sentence for each fault: missing or extra keys, empty texts, other placeholders than bokmål. */
export function faultsIn({ room, words }: Said, locales: readonly string[]): string[] {
  const keys = new Set(locales.flatMap((locale) => Object.keys(words[locale] ?? {})))
  return [...keys].flatMap((key) =>
    locales.flatMap((locale) => {
      const text = words[locale]?.[key]
      if (text === undefined) return [`${room}: ${key} is missing in ${locale}`]
      if (text.trim() === '') return [`${room}: ${key} is empty in ${locale}`]
      const [wanted, found] = [placeholders(words.nb?.[key] ?? text), placeholders(text)]
      return wanted === found
        ? []
        : [`${room}: ${key} says ${found || 'no value'} in ${locale}, but ${wanted || 'no value'} in nb`]
    }),
  )
}

/** What a source file asks of a catalogue: whole keys, and beginnings where the rest is decided at run time. */
export interface Asked {
  catalogue: string
  key: string
  isBeginning: boolean
}

/** Finds `const t = useText(findingsTexts)` and `say(findingsTexts)`, and every key that is then asked of it. */
export function asksIn(file: string, source: string): Asked[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: Asked[] = []
  walk(tree, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !node.arguments[0]) return
    const catalogue = catalogueOf(node, node.expression.text)
    if (catalogue) found.push(...keysIn(node.arguments[0]).map((asked) => ({ catalogue, ...asked })))
  })
  return found
}

/** The catalogue that a name speaks for, looked for in the blocks around the call. */
function catalogueOf(call: ts.Node, name: string): string | undefined {
  for (let around: ts.Node | undefined = call.parent; around; around = around.parent) {
    let catalogue: string | undefined
    if (ts.isBlock(around) || ts.isSourceFile(around)) {
      for (const statement of around.statements) {
        if (!ts.isVariableStatement(statement)) continue
        for (const { name: bound, initializer } of statement.declarationList.declarations) {
          if (bound.getText() === name) catalogue = /^(?:useText|say)\((\w+)\)$/.exec(initializer?.getText() ?? '')?.[1]
        }
      }
    }
    if (catalogue) return catalogue
  }
  return undefined
}

function keysIn(argument: ts.Expression): { key: string; isBeginning: boolean }[] {
  if (ts.isStringLiteralLike(argument)) return [{ key: argument.text, isBeginning: false }]
  if (ts.isTemplateExpression(argument)) return [{ key: argument.head.text, isBeginning: true }]
  if (ts.isConditionalExpression(argument)) return [...keysIn(argument.whenTrue), ...keysIn(argument.whenFalse)]
  return []
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

const withoutNumber = (key: string): string => key.replace(/_(one|other)$/, '')

/** Keys that are asked for and not there, and keys that are there and never asked for. */
export function strayKeys(catalogue: string, { words }: Said, asked: readonly Asked[]): string[] {
  const there = [...new Set(Object.keys(words.nb ?? {}).map(withoutNumber))]
  const ours = asked.filter((each) => each.catalogue === catalogue)
  const answers = ({ key, isBeginning }: Asked, known: string): boolean => (isBeginning ? known.startsWith(key) : known === key)
  return [
    ...ours
      .filter((each) => !there.some((known) => answers(each, known)))
      .map(({ key }) => `${catalogue}: ${key} is asked for, but not there`),
    ...there
      .filter((known) => !ours.some((each) => answers(each, known)))
      .map((known) => `${catalogue}: ${known} is there, but nobody asks for it`),
  ]
}
