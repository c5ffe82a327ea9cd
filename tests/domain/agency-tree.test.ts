import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { enterpriseGroups } from '#content/agencies.ts'
import { agencyTree, agencyTreeSql } from '#worker/cli/seed/agency-tree.ts'

const tree = agencyTree()
const byId = new Map(tree.map((agency) => [agency.id, agency]))

function migrated(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  db.exec('PRAGMA foreign_keys = ON')
  for (const file of globSync('db/migrations/*.sql').toSorted()) db.exec(readFileSync(file, 'utf8'))
  return db
}

test('the tree has 38 provinces and 514 regencies and cities, each under its code, once', () => {
  const regional = tree.filter(({ regionCode }) => regionCode !== null)
  const ofLength = (length: number) => regional.filter(({ regionCode }) => regionCode?.length === length).length
  expect([ofLength(2), ofLength(5), new Set(regional.map(({ regionCode }) => regionCode)).size]).toEqual([38, 514, 552])
})

test('no id is used twice, and every relation leads to an agency of the tree', () => {
  const related = tree.flatMap((one) => [
    one.parentId,
    one.regionalGovernmentId,
    one.enterpriseGroupId,
    ...one.predecessors,
  ])
  expect([byId.size, related.filter((id) => id !== null && !byId.has(id))]).toEqual([tree.length, []])
})

test('only what is no more has a successor, and nobody ends before having begun', () => {
  const replaced = new Set(tree.flatMap(({ predecessors }) => predecessors))
  const wrong = tree.filter(
    ({ id, validFrom, validTo }) =>
      (replaced.has(id) && validTo === null) || (validTo !== null && validTo <= validFrom),
  )
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('Jakarta’s cities are parts of its government; a regency is not a part of its province', () => {
  const shown = (id: string) => {
    const { name, parentId, regionalGovernmentId, province } = byId.get(id) ?? { name: 'none' }
    return { name, parentId, regionalGovernmentId, province }
  }
  expect([shown('pemda-31.71'), shown('pemda-35.25')]).toEqual([
    {
      name: 'Kota Administrasi Jakarta Pusat',
      parentId: 'pemda-31',
      regionalGovernmentId: 'pemda-31',
      province: 'DKI Jakarta',
    },
    {
      name: 'Pemerintah Kabupaten Gresik',
      parentId: null,
      regionalGovernmentId: 'pemda-35.25',
      province: 'Jawa Timur',
    },
  ])
})

test('every agency that won before is in the tree under the archive’s name', () => {
  const names = new Set(tree.map(({ name }) => name))
  const folder = 'content/innovations'
  const missing = readdirSync(folder)
    .map((file): unknown => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')).agency)
    .filter((name): name is string => typeof name === 'string' && !/[;(]/.test(name) && !names.has(name))
  expect([...new Set(missing)]).toEqual([])
})

test('a holding and its members are one group, and loading again follows a group that has changed', () => {
  const db = migrated()
  db.exec(agencyTreeSql())
  const groupOf = (id: string) =>
    db.prepare('SELECT enterprise_group_id AS head FROM agencies WHERE id = ?').get(id)?.head
  db.exec(`INSERT INTO agencies (id, name, cluster_id, parent_id, valid_from) VALUES ('u', 'Unit', 'bumn_bumd', 'pt-pindad', 0);
    UPDATE agencies SET enterprise_group_id = 'pt-pindad' WHERE id = 'perum-bulog'`)
  db.exec(agencyTreeSql())
  const ids = ['pt-len-industri-persero', 'pt-pindad', 'u', 'pt-pegadaian', 'perum-bulog', 'pemda-31']
  expect(ids.map(groupOf)).toEqual([
    'pt-len-industri-persero',
    'pt-len-industri-persero',
    'pt-len-industri-persero',
    'pt-bank-rakyat-indonesia-persero-tbk',
    null,
    null,
  ])
})

test('no enterprise belongs to two groups, and every head is an enterprise of the list', () => {
  const members = enterpriseGroups.flatMap(({ head, members: others }) => [head, ...others])
  const wrong = members.filter((id) => byId.get(id)?.clusterId !== 'bumn_bumd')
  expect([wrong, new Set(members).size]).toEqual([[], members.length])
})

test('the SQL loads an empty database, and again changes names without touching what hangs on an agency', () => {
  const db = migrated()
  db.exec(agencyTreeSql())
  db.exec("UPDATE agencies SET name = 'Nama lama' WHERE id = 'kementerian-keuangan'")
  db.exec(
    "INSERT INTO agencies (id, name, cluster_id, parent_id, valid_from) VALUES ('u', 'Unit', 'kementerian', 'kementerian-keuangan', 0)",
  )
  db.exec(agencyTreeSql())
  const found = (word: string) =>
    db
      .prepare('SELECT agency_id FROM agency_words WHERE is_unit = 0 AND word = ?')
      .all(word)
      .map((row) => row.agency_id)
  expect([
    db.prepare('SELECT count(*) AS n FROM agencies').get()?.n,
    db.prepare("SELECT name FROM agencies WHERE id = 'kementerian-keuangan'").get()?.name,
    found('kemenkeu'),
    found('lama'),
  ]).toEqual([tree.length + 1, 'Kementerian Keuangan', ['kementerian-keuangan'], []])
})

test('every statement is within what D1 takes: 100 kB', () => {
  const longest = Math.max(
    ...agencyTreeSql()
      .split(';\n')
      .map((statement) => statement.length),
  )
  expect(longest).toBeLessThan(100_000)
})
