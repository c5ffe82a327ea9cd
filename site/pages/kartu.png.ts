import { readFileSync } from 'node:fs'
import { portalCard } from '#site/cards.ts'
import { drawCards } from '#site/cards/studio.ts'
import type { APIRoute } from 'astro'

/** The picture for social media of every page without one of its own. */
export const GET: APIRoute = async () => {
  const [file] = drawCards([portalCard])
  return new Response(readFileSync((await file) ?? ''))
}
