import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'

export type Measurement = { name: string; value: number; unit: string }

/** A figure to reach: at least or at most so much, in the unit of the measurement. */
export type Target = { atLeast: number } | { atMost: number }

/** Of sorted or unsorted values; `share` 0..1. The nearest rank, so that it is always a value that occurred. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('no values to take a percentile of')
  return value
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Milliseconds that the work takes, `rounds` times after `warmUp` times that are not counted. */
export async function timed(work: () => unknown, { rounds, warmUp }: { rounds: number; warmUp: number }) {
  const times: number[] = []
  for (let round = 0; round < warmUp + rounds; round++) {
    const started = performance.now()
    await work()
    if (round >= warmUp) times.push(performance.now() - started)
  }
  return times
}

const figure = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })

function verdict(value: number, target: Target | undefined): [string, string] {
  if (!target) return ['', '']
  if ('atLeast' in target) return [`>= ${target.atLeast}`, value >= target.atLeast ? 'reached' : 'NOT REACHED']
  return [`<= ${target.atMost}`, value <= target.atMost ? 'reached' : 'NOT REACHED']
}

/** Every measurement beside what is to be reached, and the machine that it was measured on. */
export function printTable(measurements: readonly Measurement[], targets: Readonly<Record<string, Target>>): void {
  const rows = [
    ['measurement', 'value', 'unit', 'to reach', ''],
    ...measurements.map(({ name, value, unit }) => [name, figure(value), unit, ...verdict(value, targets[name])]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 1 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  '),
  )
  const memory = Math.round(totalmem() / 2 ** 30)
  process.stdout.write(`\n${lines.map((line) => line.trimEnd()).join('\n')}\n\n`)
  process.stdout.write(
    `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, ${memory} GB, Node ${process.version}\n`,
  )
}

/** The file that `--json` names, for benches that take no other option. */
const askedFile = () => parseArgs({ options: { json: { type: 'string' } } }).values.json ?? null

/** Writes the measurements, rounded to three decimals, where a file was asked for. */
export function writeJson(measurements: readonly Measurement[], json: string | null = askedFile()): void {
  if (json === null) return
  const rounded = measurements.map((one) => ({ ...one, value: Math.round(one.value * 1000) / 1000 }))
  writeFileSync(json, `${JSON.stringify(rounded, null, 2)}\n`)
}

export const progress = (line: string): void => void process.stderr.write(`${line}\n`)
