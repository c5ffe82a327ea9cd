import type { APIRoute } from 'astro'
import { editionCalendar } from '#site/edition-calendar.ts'
import { listEditions } from '#site/editions.ts'
import { inEveryLanguage, languageOf } from '#site/text/language.ts'

export async function getStaticPaths() {
  const editions = await listEditions()
  return inEveryLanguage(
    editions.map(({ snapshot }) => ({ params: { slug: snapshot.edition.slug }, props: { snapshot } })),
  )
}

type Props = Awaited<ReturnType<typeof getStaticPaths>>[number]['props']

export const GET: APIRoute<Props> = ({ params, props, site }) => {
  if (!site) throw new Error('the calendar file needs the address of the site')
  return new Response(editionCalendar(props.snapshot, languageOf(params.lang), site), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
  })
}
