import { innovation } from '#content/innovation.ts'
import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { publication, publicationsLoader } from './publications.ts'

const innovations = defineCollection({
  loader: glob({ base: '../content/innovations', pattern: '*.json' }),
  schema: innovation,
})

const publications = defineCollection({
  loader: publicationsLoader(process.env.PUBLICATIONS_URL),
  schema: publication,
})

export const collections = { innovations, publications }
