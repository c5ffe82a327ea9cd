import { readdirSync, readFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { innovation, type Innovation } from '#content/innovation.ts'
import { bandsOf, comparedText, signatureText, sketchOf } from '#domain/similarity.ts'
import { agencyTree } from './agency-tree.ts'
import { inParts, rowsOf } from './sql-rows.ts'

const folder = 'content/innovations'

const archive = (): Innovation[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => innovation.parse(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))))

/** Levels that were the highest of their edition; of `top-inovasi` no source gives the level. */
const topLevels: ReadonlySet<string> = new Set(['outstanding', 'top45', 'top40', 'top35', 'top25', 'top5-replikasi'])

/** Its first address: a record that moves keeps its identity. */
const registryId = ({ formerSlugs, slug }: Innovation) => formerSlugs[0] ?? slug

const nameOf = ({ name, otherName }: Innovation) => (otherName === null ? name : `${name} (${otherName})`)

/** About 1.5 kB a sketch. */
const sketchesPerStatement = 40

/**
 * The archive as registry of past awards and as texts to compare with. May run again and again: what is new is added, a changed text is
 * sketched anew; an award that was recorded is never altered.
 */
export function registrySql(recordedAt: number): string {
  const records = archive()
  const agencyIds = new Map(agencyTree().map(({ id, name }) => [name, id]))
  const awards = records.flatMap((record) =>
    record.awards.map(({ year, award, sources }) => {
      const id = registryId(record)
      const source = record.sources[(sources[0] ?? 1) - 1]?.url ?? ''
      const agencyId = agencyIds.get(record.agency) ?? null
      const isTop = topLevels.has(award) ? 1 : 0
      return [
        `archive:${id}:${year}:${award}`,
        id,
        nameOf(record),
        record.agency,
        agencyId,
        year,
        award,
        isTop,
        source,
        recordedAt,
      ]
    }),
  )
  const texts = records.map((record) => {
    const rules = { sectionIds: ['summary'], notablePercent: 100 }
    const text = comparedText(nameOf(record), [{ id: 'summary', text: record.summary.id }], rules)
    return {
      subjectId: `archive:${registryId(record)}`,
      title: record.name,
      agency: record.agency,
      text,
      ...sketchOf(text),
    }
  })
  const bands = texts.flatMap(({ subjectId, signature }) =>
    bandsOf(signature).map((hash, band) => [band, hash, subjectId]),
  )
  return [
    ...inParts(
      awards,
      (part) => `INSERT OR IGNORE INTO prior_awards
  (id, registry_id, name, agency_name, agency_id, year, level, is_top, source, recorded_at) VALUES
  ${rowsOf(part)};`,
    ),
    ...inParts(
      texts,
      (part) => `INSERT INTO similarity_sketches (subject_id, title, agency_name, text, signature, at) VALUES
  ${rowsOf(part.map((one) => [one.subjectId, one.title, one.agency, one.text, signatureText(one.signature), recordedAt]))}
  ON CONFLICT (subject_id) DO UPDATE SET title = excluded.title, agency_name = excluded.agency_name, text = excluded.text,
    signature = excluded.signature, at = excluded.at;`,
      sketchesPerStatement,
    ),
    `DELETE FROM similarity_bands WHERE subject_id GLOB 'archive:*';`,
    ...inParts(bands, (part) => `INSERT INTO similarity_bands (band, hash, subject_id) VALUES\n  ${rowsOf(part)};`),
    // The clock compares every proposal with the archive as it is now.
    'UPDATE similarity_sketches SET compared_at = NULL WHERE proposal_id IS NOT NULL;',
  ].join('\n')
}

/** Sketches of every proposal in the database as it stands, as the queue would have written them. */
export function writeProposalSketches(db: DatabaseSync, at: number, sectionId = 'ringkasan'): number {
  const rows = db
    .prepare(
      `SELECT p.id, p.edition_id, p.title, a.name AS agency, s.text FROM proposals p JOIN agencies a ON a.id = p.agency_id
        LEFT JOIN proposal_sections s ON s.proposal_id = p.id AND s.section_id = ? ORDER BY p.id`,
    )
    .all(sectionId)
  const insertSketch = db.prepare(
    `INSERT INTO similarity_sketches (subject_id, proposal_id, edition_id, title, agency_name, text, signature, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertBands = db.prepare(
    'INSERT OR IGNORE INTO similarity_bands (band, hash, subject_id) SELECT key, value, ? FROM json_each(?)',
  )
  db.exec('BEGIN')
  for (const row of rows) {
    const [id, title] = [String(row.id), String(row.title)]
    const rules = { sectionIds: [sectionId], notablePercent: 100 }
    const text = comparedText(title, [{ id: sectionId, text: String(row.text ?? '') }], rules)
    const { signature, bands } = sketchOf(text)
    insertSketch.run(id, id, String(row.edition_id), title, String(row.agency), text, signatureText(signature), at)
    insertBands.run(id, JSON.stringify(bands))
  }
  db.exec('COMMIT')
  return rows.length
}
