import type { APIRoute } from 'astro'
import { securityTxt } from '#site/security-contact.ts'

export const GET: APIRoute = ({ site }) => {
  if (!site) throw new Error('security.txt needs the address of the site')
  return new Response(securityTxt(site, new Date()), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
