import { readFileSync } from 'node:fs'
import { listCards } from '#site/cards.ts'
import { drawCards } from '#site/cards/studio.ts'
import type { APIRoute } from 'astro'

/** The picture of an innovation for social media, drawn when the site is built. */
export async function getStaticPaths() {
  const cards = await listCards()
  const files = drawCards(cards.map(({ card }) => card))
  return cards.map(({ slug }, index) => ({ params: { slug }, props: { file: files[index] } }))
}

export const GET: APIRoute<{ file: Promise<string> }> = async ({ props }) =>
  new Response(readFileSync(await props.file))
