import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { makeBundle } from '#domain/ranking/bundle-run.ts'
import { DEFAULT_PLAN } from '#domain/ranking/ranking-plan.ts'
import type { RankingReport } from '#domain/ranking/ranking-report.ts'
import { referenceModel, scoresText } from './reference-cases.ts'
import { syntheticRound } from './synthetic-rounds.ts'

const folder = mkdtempSync(join(tmpdir(), 'ranking-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function run(command: 'rank' | 'verify', ...args: string[]) {
  const script = fileURLToPath(new URL(`../../../worker/cli/${command}.ts`, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('rank', () => {
  test('prints the ranking and writes the JSON an auditor compares', () => {
    const json = join(folder, 'out.json')
    const { status, stdout } = run(
      'rank',
      file('b.csv', scoresText('n300_B_strong')),
      '--k',
      '6,45,99',
      '--spread',
      'off',
      '--json',
      json,
    )
    expect([status, stdout.split('\n').length]).toEqual([0, 302])
    const report: RankingReport = JSON.parse(readFileSync(json, 'utf8'))
    const model = referenceModel('n300_B_strong')
    expect(Math.abs(report.model!.reml / model.reml_criterion - 1)).toBeLessThan(1e-8)
    expect(Object.keys(report.model!.variance)).toEqual(['proposal', 'juror', 'residual'])
    expect(Object.keys(report.proposals[0]!)).toEqual(
      expect.arrayContaining(['id', 'n', 'mean', 'blup', 'pev', 'er', 'pTop', 'rankPlain', 'rankCalibrated', 'zone']),
    )
    expect(Object.keys(report.proposals[0]!.pTop)).toEqual(['6', '45', '99'])
    expect(Object.keys(report.jurors[0]!)).toEqual(['id', 'n', 'mean', 'severity', 'pev', 'spread'])
  })

  test('blocks a jury in parts unless a reason is given', () => {
    const scores = file('f.csv', scoresText('n300_F_disc'))
    const blocked = run('rank', scores)
    expect([blocked.status, blocked.stderr.split('\n').slice(0, 2)]).toEqual([
      2,
      ['The jury falls into 4 parts that share no proposal:', '  75 proposals, 5 jurors'],
    ])
    expect(run('rank', scores, '--disconnected', 'One panel per region', '--draws', '10').status).toBe(0)
  })

  test('names bad lines and bad options', () => {
    const bad = file('bad.csv', 'proposal,juror,score\na,x,1\na,x,2\nb,x,many\n')
    expect(run('rank', bad)).toEqual({
      status: 1,
      stdout: '',
      stderr: `${bad}:3: juror x already scored a on line 2\n${bad}:4: the score "many" is not a finite decimal number\n`,
    })
    expect(run('rank', bad, '--k', 'many').stderr).toContain('must be whole, from 1 and ascending')
    expect(run('rank', bad, '--spread', 'maybe').stderr).toBe('--spread is "on" or "off"\n')
    expect(run('rank').status).toBe(1)
    expect(run('rank', join(folder, 'absent.csv')).stderr).toMatch(/^ENOENT: no such file[^\n]*\n$/)
    expect(run('rank', bad, '--colour').stderr).toMatch(/^Unknown option '--colour'[^\n]*\n$/)
  })
})

describe('verify', () => {
  const rows = syntheticRound(30, 3, 6)
  const proposals = [...new Set(rows.map(({ proposal }) => proposal))]
  const jurors = [...new Set(rows.map(({ juror }) => juror))]
  const made = makeBundle(
    {
      criteria: [{ id: 'total', weightPercent: 100 }],
      proposals,
      jurors,
      sheets: rows.map(({ proposal, juror, score }) => [proposals.indexOf(proposal), jurors.indexOf(juror), score]),
      exclusions: [],
    },
    { ...DEFAULT_PLAN, contests: [{ id: '', places: [5], line: 5 }], draws: 300, scoreRange: 100 },
  )
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  const { bundle } = made

  test('says cocok for a true bundle, and where it differs for a changed one', () => {
    const good = run('verify', file('good.json', JSON.stringify(bundle)), '--expect', bundle.bundleHash)
    expect([good.status, good.stdout]).toEqual([
      0,
      `Cocok. Peringkat 30 proposal dari 90 lembar nilai dihitung ulang sampai angka terakhir.\nSHA-256 ${bundle.bundleHash}\n`,
    ])
    const changed = { ...bundle, manifest: { ...bundle.manifest, resultHash: 'x' } }
    const bad = run('verify', file('bad.json', JSON.stringify(changed)))
    expect([bad.status, bad.stdout.split('\n')[0]]).toEqual([1, 'Tidak cocok: 2 perbedaan.'])
    expect(bad.stdout).toContain(bundle.manifest.resultHash)
  })

  test('says that a file is no JSON', () => {
    expect(run('verify', file('none.json', '{')).status).toBe(2)
  })
})
