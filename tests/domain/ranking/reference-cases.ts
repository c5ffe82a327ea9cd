import { readFileSync } from 'node:fs'
import { readScoreFile } from '#domain/ranking/score-file.ts'
import { tabulate } from '#domain/ranking/score-table.ts'
import type { ScoreTable } from '#domain/ranking/score-table.ts'

/**
 * Synthetic rounds with the output of lme4 1.1.31 on them (`reference/`): an independent implementation of the same model.
 * `p_top*` come from `mc_draws` joint draws in R.
 */
export type ReferenceModel = {
  var_proposal: number
  var_jury: number
  var_residual: number
  mu: number
  reml_criterion: number
  mc_draws: number
  components: number
  jurors: { id: string; blup: number; pev: number }[]
  spread?: {
    tau2: number
    factors: number[]
    var_proposal: number
    var_jury: number
    var_residual: number
    blup: number[]
  }
}

export type ReferenceProposal = {
  id: string
  blup: number
  pev: number
  pevCalibrated: number
  expectedRank: number
  top: { 6: number; 45: number; 99: number }
}

function fileOf(name: string): string {
  return readFileSync(new URL(`./reference/${name}`, import.meta.url), 'utf8')
}

export function scoresText(name: string): string {
  return fileOf(`${name}_scores.csv`)
}

export function tableFrom(text: string): ScoreTable {
  const read = readScoreFile(text)
  if ('badLines' in read) throw new Error(JSON.stringify(read.badLines))
  const tabulated = tabulate(read.scores)
  if ('refusal' in tabulated) throw new Error(tabulated.refusal.code)
  return tabulated.table
}

export function referenceTable(name: string): ScoreTable {
  return tableFrom(scoresText(name))
}

export function referenceModel(name: string): ReferenceModel {
  return JSON.parse(fileOf(`${name}_model.json`))
}

export function referenceProposals(name: string): ReferenceProposal[] {
  const [, ...lines] = fileOf(`${name}_proposals.csv`).trim().split('\n')
  return lines.map((line) => {
    const [id = '', ...numbers] = line.split(',')
    const [blup, pev, pevCalibrated, expectedRank, six, fortyFive, ninetyNine] = numbers.map(Number)
    const top = { 6: six!, 45: fortyFive!, 99: ninetyNine! }
    return { id, blup: blup!, pev: pev!, pevCalibrated: pevCalibrated!, expectedRank: expectedRank!, top }
  })
}

export const SMALL_CASES = [
  'n300_B_strong',
  'n300_C_scale',
  'n300_D_unbal',
  'n300_F_disc',
  'n300_G_disc_diff',
  'n300_I_malicious',
  'n300_K_gross3',
  'n300_M_few5',
]
export const CASES = [...SMALL_CASES, 'n3000_B_strong', 'n3000_D_unbal']
