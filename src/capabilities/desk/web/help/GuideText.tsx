import { TextLink } from '#ui/kit/Button.tsx'
import { useText } from '#ui/text/text.ts'
import { guides } from './guides.ts'
import type { Block, Span } from './markdown.ts'
import { pictureAt } from './read.ts'
import { helpTexts } from './texts.ts'

/** A guide as a part of a page: its title, what it is for, the list of its parts, and then these. */
export function GuideText({ blocks }: { blocks: readonly Block[] }) {
  const t = useText(helpTexts)
  const parts = blocks.flatMap((block, at) => (block.kind === 'heading' && block.level === 2 ? [{ at, text: block.text }] : []))
  const [title, lead, ...rest] = blocks
  return (
    <>
      {title && <Shown block={title} at={0} />}
      {lead && <Shown block={lead} at={1} />}
      <nav aria-label={t('parts')} className="help-parts">
        <ul>
          {parts.map(({ at, text }) => (
            <li key={at}>
              <a className="ds-link" href={`#part-${at}`}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {rest.map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change while it is read
        <Shown key={place} block={block} at={place + 2} />
      ))}
    </>
  )
}

function Shown({ block, at }: { block: Block; at: number }) {
  switch (block.kind) {
    case 'heading':
      return <Heading block={block} at={at} />
    case 'paragraph':
      return <p>{block.spans.map(shown)}</p>
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {block.items.map((spans, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change while it is read
            <li key={place}>{spans.map(shown)}</li>
          ))}
        </List>
      )
    }
    case 'picture':
      return <Picture block={block} />
  }
}

function Heading({ block, at }: { block: Extract<Block, { kind: 'heading' }>; at: number }) {
  const Rank = block.level === 1 ? 'h2' : 'h3'
  return (
    <Rank id={`part-${at}`} className="ds-heading" data-size={block.level === 1 ? 'xs' : '2xs'} tabIndex={-1}>
      {block.text}
    </Rank>
  )
}

/** A picture is fetched when somebody opens it. */
function Picture({ block }: { block: Extract<Block, { kind: 'picture' }> }) {
  const t = useText(helpTexts)
  const source = pictureAt(block.file)
  return (
    source && (
      <details className="help-picture">
        <summary>{t('picture', { what: block.says })}</summary>
        <img src={source} alt={block.says} loading="lazy" />
      </details>
    )
  )
}

function shown(span: Span, at: number) {
  switch (span.kind) {
    case 'text':
      return span.text
    case 'strong':
      return <strong key={at}>{span.text}</strong>
    case 'code':
      return <code key={at}>{span.text}</code>
    case 'link': {
      const to = pageOf(span.to)
      return to ? (
        <TextLink key={at} to={to}>
          {span.text}
        </TextLink>
      ) : (
        span.text
      )
    }
  }
}

/** The page of ours that stands for a file beside the guides. */
function pageOf(file: string): string | undefined {
  const guide = guides.find((each) => file === `${each}.md`)
  return guide ? `/help?guide=${guide}` : file.endsWith('/glossary.md') ? '/glossary' : undefined
}
