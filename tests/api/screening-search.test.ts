import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { mostFollowed } from '#db/screenings.ts'
import { anAgencyWithPeople, anEdition, call } from './portal.ts'
import { aSubmitted, type Edition } from './proposals-factories.ts'

/** Copies of a submitted proposal, each a second after the one before; those after `silent` have the word. */
async function copies(edition: Edition, id: string, many: number, silent: number): Promise<void> {
  const columns = async (table: string, own: readonly string[]) => {
    const { results } = await env.DB.prepare('SELECT name FROM pragma_table_info(?)')
      .bind(table)
      .all<{ name: string }>()
    return results.map(({ name }) => name).filter((name) => !own.includes(name))
  }
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})`
  const proposal = await columns('proposals', ['id', 'state', 'state_since'])
  const submission = await columns('submissions', ['id', 'proposal_id', 'slot', 'reference_number', 'submitted_at'])
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO proposals (id, state, state_since, ${proposal.join()}) ${numbers}
       SELECT p.id || '-' || i, 'with_agency', p.state_since, ${proposal.map((name) => `p.${name}`).join()} FROM n, proposals p WHERE p.id = ?`,
    ).bind(id),
    env.DB.prepare(
      `INSERT INTO submissions (id, proposal_id, slot, reference_number, submitted_at, ${submission.join()}) ${numbers}
       SELECT s.id || '-' || i, s.proposal_id || '-' || i, i + 100, s.reference_number || '-' || i, s.submitted_at + i * 1000,
         ${submission.map((name) => `s.${name}`).join()} FROM n, submissions s WHERE s.proposal_id = ?`,
    ).bind(id),
    env.DB.prepare(
      `INSERT INTO proposal_words (edition_id, word, proposal_id) ${numbers} SELECT ?, 'lazim', ? || '-' || i FROM n WHERE i > ${silent}`,
    ).bind(edition.id, id),
  ])
}

test('a search for a word that very many have goes through the whole list, a stretch a page, and misses and repeats none', async () => {
  const edition = await anEdition()
  const id = await aSubmitted(edition, await anAgencyWithPeople())
  const silent = mostFollowed + 100
  const many = silent + mostFollowed + 30
  await copies(edition, id, many, silent)
  const seen: string[] = []
  const sizes: number[] = []
  for (let after: string | null = ''; after !== null;) {
    const path: string = `/editions/${edition.slug}/screenings?state=all&q=lazim${after && `&after=${after}`}`
    const answer: { rows: { proposalId: string }[]; next: string | null } = await (
      await call(edition.secretariat, 'GET', path)
    ).json()
    seen.push(...answer.rows.map(({ proposalId }) => proposalId))
    sizes.push(answer.rows.length)
    after = answer.next
  }
  const expected = Array.from({ length: many - silent }, (_, i) => `${id}-${silent + 1 + i}`)
  expect(seen).toEqual(expected)
  // The first stretch has none of them; the list goes on all the same.
  expect([sizes[0], sizes[1]]).toEqual([0, 50])
})

test('a search of many words finds the proposal that has them all, and not one that lacks any', async () => {
  const edition = await anEdition()
  const words = ['satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh']
  const [whole, partly] = [
    await aSubmitted(edition, await anAgencyWithPeople()),
    await aSubmitted(edition, await anAgencyWithPeople()),
  ]
  const rows = [...words.map((word) => [word, whole]), ...words.slice(1).map((word) => [word, partly])]
  await env.DB.batch(
    rows.map(([word, id]) =>
      env.DB.prepare('INSERT INTO proposal_words (edition_id, word, proposal_id) VALUES (?, ?, ?)').bind(
        edition.id,
        word,
        id,
      ),
    ),
  )
  const path = `/editions/${edition.slug}/screenings?state=all&q=${words.join('+')}`
  const answer: { rows: { proposalId: string }[] } = await (await call(edition.secretariat, 'GET', path)).json()
  expect(answer).toMatchObject({ rows: [{ proposalId: whole }] })
})
