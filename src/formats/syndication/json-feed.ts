import type { WrittenFeed, WrittenItem } from './write.ts'

/** Writes JSON Feed 1.1 (jsonfeed.org/version/1.1): texts are plain text. */
export function writeJsonFeed({ title, subtitle, link, self, language, author, items }: WrittenFeed): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: link,
    feed_url: self,
    description: subtitle,
    language,
    authors: [{ name: author }],
    items: items.map(jsonItem),
  }
  return `${JSON.stringify(feed, undefined, 2)}\n`
}

const jsonItem = ({ id, title, link, summary, published, updated, categories }: WrittenItem) => ({
  id,
  url: link,
  title,
  content_text: summary,
  date_published: published,
  date_modified: updated,
  tags: categories,
})
