import { innovation } from '#content/innovation.ts'
import { defineCollection } from 'astro:content'
import { archiveLoader } from './archive.ts'
import { publication, publicationsLoader } from './publications.ts'

const innovations = defineCollection({
  loader: archiveLoader(process.env.SITE_ARCHIVE_DIR ?? 'content/innovations'),
  schema: innovation,
})

const publications = defineCollection({
  loader: publicationsLoader(process.env.PUBLICATIONS_URL),
  schema: publication,
})

export const collections = { innovations, publications }
