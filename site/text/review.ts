import { count } from './format.ts'

const oneDecimal = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

type Flag = { kind: 'UNUSUAL_SCORE' | 'DISAGREEING_JUROR' | 'CONFLICTED_SCORE'; strength: number; sheets: number }

/** Why something waits for a person. `strength`: deletion residual of a score, agreement z of a juror. */
export function flagSentence({ kind, strength, sheets }: Flag): string {
  const size = oneDecimal.format(Math.abs(strength))
  switch (kind) {
    case 'UNUSUAL_SCORE':
      return `Skor ${strength < 0 ? 'jauh di bawah' : 'jauh di atas'} dugaan model, ${size} galat baku`
    case 'DISAGREEING_JUROR':
      return `Urutan ${count(sheets)} skornya berlawanan dengan rekannya, z ${strength < 0 ? '−' : ''}${size}`
    case 'CONFLICTED_SCORE':
      return 'Skor dari juri yang mempunyai benturan kepentingan'
  }
}

export const verdictNames = { kept: 'Tetap dihitung', excluded: 'Dikeluarkan' } as const
