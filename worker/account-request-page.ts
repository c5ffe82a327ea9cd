import type { Context } from 'hono'
import { html } from 'hono/html'
import { findAccountRequest } from '#db/account-requests.ts'
import { agencySearchWords, findAgencies, selectAgency } from '#db/agencies.ts'
import { openDb } from '#db/client.ts'
import type { AppEnv } from './env.ts'
import { filledPage, type Filling } from './filled-page.ts'
import { problem, type Problem } from './problem.ts'

const path = '/daftar-instansi/formulir/'
/** More agencies than one looks through; who sees so many writes more of the name. */
const mostAgencies = 20

/** A form that a browser posts by itself asks for a page; our own script does not. */
export const isPageWanted = (c: Context<AppEnv>): boolean => c.req.header('accept')?.includes('text/html') ?? false

type Choice = { id: string; name: string; province: string | null }

async function choicesOf(agencies: readonly Choice[], chosenId: string | null): Promise<string> {
  const items = await html`${agencies.map(
    ({ id, name, province }) =>
      html`<label class="choice">
        <input type="radio" name="agencyId" value="${id}" required ${id === chosenId ? 'checked' : ''} />
        <span>${name} ${province === null ? '' : html`<span class="hint">${province}</span>`}</span>
      </label>`,
  )}`
  return items.toString()
}

async function page(c: Context<AppEnv>, filling: Filling, status: 200 | 404 | 422 | 429 = 200): Promise<Response> {
  return (await filledPage(c.env, path, filling, status)) ?? problem(c, { code: 'not_found' })
}

/** The agencies of some words to choose from, and the rest of the form. */
export async function requestForm(c: Context<AppEnv>, words: string): Promise<Response> {
  const asked = agencySearchWords(words)
  const narrowed = { now: c.var.now, topOnly: true }
  const found = asked.length === 0 ? [] : await findAgencies(openDb(c.env.DB), asked, narrowed, mostAgencies)
  const only = found.length === 1 ? (found[0]?.id ?? null) : null
  return page(c, {
    when: ['searching', ...(found.length > 0 ? ['form'] : asked.length > 0 ? ['none'] : [])],
    typed: { agency: words },
    lists: { agencies: await choicesOf(found, only) },
  })
}

/** The words of the page for what was refused: a fault of a field, or one of the whole. */
const faultsOf = (refusal: Problem): string[] => {
  if (refusal.code === 'invalid_input') return refusal.fields.map((field) => `${field}-wrong`)
  if (refusal.code === 'agency_closed') return ['agencyId-wrong']
  return refusal.code === 'too_many_requests' ? ['too_many'] : ['letter-wrong', `letter-${refusal.code}`]
}

/** What was typed comes back with what is wrong; a browser gives no file back, so the page says to choose it anew. */
export async function requestFormAgain(
  c: Context<AppEnv>,
  form: Readonly<Record<string, unknown>>,
  refusal: Problem,
): Promise<Response> {
  const text = (name: string) => {
    const value = form[name]
    return typeof value === 'string' ? value : ''
  }
  const [agency] = await selectAgency(openDb(c.env.DB), text('agencyId'))
  const filling: Filling = {
    when: ['searching', ...(agency ? ['form'] : ['lost']), 'refused', ...faultsOf(refusal)],
    typed: { name: text('name'), email: text('email'), post: text('post') },
    lists: { agencies: agency ? await choicesOf([agency], agency.id) : '' },
  }
  return page(c, filling, refusal.code === 'too_many_requests' ? 429 : 422)
}

export async function requestStatus(c: Context<AppEnv>, typed: string): Promise<Response> {
  const reference = typed.trim().toUpperCase()
  const request = reference === '' ? undefined : await findAccountRequest(openDb(c.env.DB), reference)
  if (!request) return page(c, { when: ['searching', 'unknown'], typed: { tanda: typed } }, 404)
  const { agency, at, outcome, reason } = request
  const day = new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeZone: 'Asia/Jakarta' }).format(at)
  return page(c, {
    when: ['status', outcome ?? 'waiting'],
    slots: { agency, reference, at: day, reason: reason ?? '' },
    typed: { tanda: reference },
  })
}
