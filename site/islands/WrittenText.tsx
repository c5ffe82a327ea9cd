import { useMemo } from 'react'
import { writtenHtml } from '#site/text/written.ts'

/** What a person wrote in a proposal, as everybody reads it: the author's preview is the jury's page. */
export function WrittenText({ text }: { text: string }) {
  const html = useMemo(() => ({ __html: writtenHtml(text) }), [text])
  // Escaped by `writtenHtml`, which lets no element of the writer through.
  return <div className="written measure" dangerouslySetInnerHTML={html} />
}
