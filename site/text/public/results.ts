import { count } from '../format.ts'
import { bilingual } from '../language.ts'

/** A decided plenary: its places with their basis. */
export const resultsText = bilingual({
  id: {
    lead: (places: number, ranked: number) => `${count(places)} tempat dari ${count(ranked)} usulan yang diperingkat.`,
    allByScore: 'Semuanya masuk menurut nilai.',
    partByPlenary: (byScore: number, byPlenary: number) =>
      `${count(byScore)} masuk menurut nilai, ${count(byPlenary)} menurut putusan sidang pleno.`,
    ranks: 'Peringkat dihitung dalam kelompok dan klasternya; nilai yang seri berbagi peringkat.',
    decree: 'Penetapan',
    published: 'Diterbitkan',
    hash: 'Sidik jari SHA-256',
    table: (award: string, group: string) => `${award}, kelompok ${group}`,
    rank: 'Peringkat',
    innovation: 'Inovasi',
    proposal: 'Usulan',
    points: 'Nilai',
    basis: 'Dasar',
    tie: 'seri',
    sheets: (sheets: number) => `${count(sheets)} lembar`,
    byScore: 'Menurut nilai',
    byPlenary: 'Putusan pleno:',
    movedDown: 'Turun menurut putusan sidang pleno',
    movedDownLead: 'Usulan ini berada di atas batas menurut nilai, tetapi tidak diberi tempat.',
    reason: 'Alasan',
  },
  en: {
    lead: (places: number, ranked: number) =>
      `${count(places, 'en')} places among ${count(ranked, 'en')} ranked proposals.`,
    allByScore: 'All of them by score.',
    partByPlenary: (byScore: number, byPlenary: number) =>
      `${count(byScore, 'en')} by score, ${count(byPlenary, 'en')} by decision of the plenary.`,
    ranks: 'Ranks are computed within group and cluster; equal scores share a rank.',
    decree: 'Decree',
    published: 'Published',
    hash: 'Fingerprint SHA-256',
    table: (award: string, group: string) => `${award}, group ${group}`,
    rank: 'Rank',
    innovation: 'Innovation',
    proposal: 'Proposal',
    points: 'Score',
    basis: 'Basis',
    tie: 'tied',
    sheets: (sheets: number) => `${count(sheets, 'en')} sheets`,
    byScore: 'By score',
    byPlenary: 'Decision of the plenary:',
    movedDown: 'Moved down by decision of the plenary',
    movedDownLead: 'These proposals were above the line by score but were not given a place.',
    reason: 'Reason',
  },
})
