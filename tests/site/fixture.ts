import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  EditionSnapshot,
  PublicationListing,
  PublishedPlace,
  ResultsSnapshot,
  Snapshot,
} from '#domain/publication.ts'

const edition = { slug: 'kipp-uji', name: 'KIPP Uji', isSimulation: true }
const day = 86_400_000
/** The files of one run share their builds, hence the instant too (`tests/site/builds.ts`). */
const now = Number(process.env.FIXTURE_NOW ?? Date.now())
const fromNow = (days: number) => new Date(now + days * day).toISOString()

const stage = (
  id: string,
  kind: EditionSnapshot['stages'][number]['kind'],
  name: string,
  from: number,
  to: number,
) => ({
  id,
  kind,
  name,
  opensAt: fromNow(from),
  closesAt: fromNow(to),
  rubric: null,
  readersPerProposal: null,
  officialColumn: null,
  jurorRole: null,
  passingHundredths: null,
  rankedStageId: null,
  jury: null,
  visit: null,
  cuts: null,
})

const levels = [
  { from: 60, to: 100, text: 'Perubahan jelas dengan data sebelum dan sesudah.' },
  { from: 0, to: 59, text: 'Klaim umum, sedikit data.' },
]

const rubric = [
  { id: 'background', title: 'Latar belakang dan tujuan', weightPercent: 10 },
  { id: 'novelty', title: 'Kebaruan', weightPercent: 15 },
  { id: 'implementation', title: 'Implementasi', weightPercent: 5 },
  { id: 'significance', title: 'Signifikansi', weightPercent: 30 },
  { id: 'adaptability', title: 'Adaptabilitas', weightPercent: 20 },
  { id: 'resources', title: 'Sumber daya', weightPercent: 5 },
  { id: 'sustainability', title: 'Strategi keberlanjutan', weightPercent: 15 },
].map((criterion) => ({ ...criterion, guidance: `Tentang ${criterion.title}.`, levels }))

/** An edition in the middle of its scoring stage. */
export const anEdition: EditionSnapshot = {
  kind: 'edition',
  asOf: fromNow(-10),
  edition,
  rulesVersion: 1,
  groups: [
    {
      id: 'umum',
      name: 'Umum',
      description: 'Belum pernah menang.',
      capPerAgency: 10,
      minimumAgeMonths: 24,
      isReplication: false,
    },
    {
      id: 'khusus',
      name: 'Khusus',
      description: 'Pernah TOP 45.',
      capPerAgency: null,
      minimumAgeMonths: 36,
      isReplication: false,
    },
  ],
  clusters: [
    { id: 'kabupaten', name: 'Kabupaten' },
    { id: 'kota', name: 'Kota' },
  ],
  questions: [{ id: 'replicated', text: 'Sudah ditiru instansi lain?', guidance: '', when: null }],
  themes: { items: [{ id: 'kesehatan', name: 'Kesehatan' }], min: 1, max: 2 },
  goals: { min: 1, max: 3 },
  sections: [
    { id: 'summary', title: 'Ringkasan', question: 'Apa inovasinya?', guidance: '', maxWords: 200, when: null },
    {
      id: 'significance',
      title: 'Signifikansi',
      question: 'Apa yang berubah bagi masyarakat?',
      guidance: 'Tulis keadaan sebelum dan sesudah.',
      maxWords: 600,
      when: { groupIds: ['khusus'], answer: { questionId: 'replicated', is: true } },
    },
  ],
  attachments: [
    {
      id: 'evidence',
      title: 'Bukti pendukung',
      guidance: 'Satu berkas PDF.',
      required: true,
      maxBytes: 5_242_880,
      when: null,
    },
  ],
  awards: [
    { id: 'top99', name: 'TOP 99' },
    { id: 'top45', name: 'TOP 45' },
  ],
  stages: [
    stage('registration', 'registration', 'Pendaftaran', -60, -30),
    stage('screening', 'screening', 'Seleksi administrasi', -30, -10),
    {
      ...stage('desk', 'scoring', 'Penilaian proposal', -10, 11),
      rubric,
      readersPerProposal: 3,
      jurorRole: 'evaluator',
      officialColumn: 'plain',
      jury: {
        divergenceHundredths: 2000,
        rereadings: 2,
        anchors: { perGroup: 4, readers: 6 },
        times: null,
      },
    },
    {
      ...stage('plenary', 'plenary', 'Sidang pleno', 12, 13),
      rankedStageId: 'desk',
      cuts: [{ awardId: 'top99', groupId: 'umum', places: 99 }],
    },
    stage('objection', 'objection', 'Masa sanggah', 14, 19),
  ],
  versions: [{ version: 1, at: fromNow(-70), reason: 'Pembukaan edisi' }],
  changes: [
    {
      at: fromNow(-40),
      stageId: 'registration',
      opensAt: fromNow(-60),
      closesAt: fromNow(-30),
      reason: 'Perpanjangan; banyak instansi belum selesai, kata mereka.',
    },
  ],
  screeningReasons: [{ code: 'too_young', name: 'Umur inovasi kurang dari syarat' }],
  grace: {
    failuresPercent: 2,
    p95Ms: 3000,
    minRequests: 20,
    failingMinutes: 5,
    nearMinutes: 45,
    graceMinutes: 90,
  },
  pastAwards: [
    { name: 'TOP 99', effect: 'excludes', groupIds: ['umum'], times: 2, fromYear: 2014, toYear: null },
    { name: 'Top Terpuji', effect: 'needed', groupIds: ['umum'], times: 1, fromYear: null, toYear: null },
  ],
  similarity: { sectionIds: ['significance'], notablePercent: 35 },
  reminderHours: [168, 48],
  integrityPact: 'Saya menilai menurut rubrik.\n\nSaya menjaga rahasia.',
  graces: [],
}

const place = (rank: number, sumHundredths: number, title: string, basis: PublishedPlace['basis']): PublishedPlace => ({
  awardId: 'top99',
  groupId: 'umum',
  clusterId: 'kabupaten',
  rank,
  sumHundredths,
  sheetCount: 2,
  basis,
  proposal: {
    referenceNumber: `KIPP-UJI-${title.length}`,
    slug: title.toLowerCase().replaceAll(' ', '-'),
    title,
    summary: `Ringkasan ${title} & <tanda> khusus.`,
    agency: 'Pemerintah Kabupaten Contoh',
    province: 'Jawa Timur',
  },
})

/** Three places: two tied by score, one by the plenary; one moved down. */
export const someResults: ResultsSnapshot = {
  kind: 'results',
  edition,
  stage: { id: 'plenary', name: 'Sidang pleno TOP 99' },
  decree: { number: 'Keputusan Uji 1', date: '2026-11-20' },
  awards: anEdition.awards,
  groups: [{ id: 'umum', name: 'Umum' }],
  clusters: anEdition.clusters,
  places: [
    place(1, 17_150, 'Perahu Sehat Uji', { by: 'score' }),
    place(1, 17_150, 'Posyandu Malam Uji', { by: 'score' }),
    place(4, 16_000, 'Sekolah Pulau Uji', { by: 'plenary', reason: 'Satu-satunya dari daerah kepulauan.' }),
  ],
  movedDown: [
    {
      referenceNumber: 'KIPP-UJI-99',
      title: 'Antre dari Rumah Uji',
      agency: 'Pemerintah Kota Contoh',
      rank: 3,
      reason: 'Datanya tidak dapat diperiksa.',
    },
  ],
  rankedCount: 40,
  bundleHash: '5c'.repeat(32),
}

export type Portal = { origin: string; hashes: string[]; close: () => void }

/** The publication API of a portal, as the site's loader meets it; `spoil` changes the bytes after they were hashed. */
export async function servePublications(
  snapshots: readonly { snapshot: Snapshot; publishedAt: string }[],
  spoil: (bytes: string) => string = (bytes) => bytes,
): Promise<Portal> {
  const files = snapshots.map(({ snapshot, publishedAt }) => {
    const bytes = JSON.stringify(snapshot)
    return { bytes, publishedAt, snapshot, hash: createHash('sha256').update(bytes).digest('hex') }
  })
  const publications: PublicationListing[] = files.map(({ hash, publishedAt, snapshot }) => ({
    hash,
    kind: snapshot.kind,
    editionSlug: snapshot.edition.slug,
    stageId: snapshot.kind === 'results' ? snapshot.stage.id : null,
    publishedAt,
  }))
  const answers = new Map([
    ['/api/publications', JSON.stringify({ publications })],
    ...files.map(({ hash, bytes }) => [`/api/publications/${hash}`, spoil(bytes)] as const),
  ])
  const server = createServer((request, response) => {
    const body = answers.get(request.url ?? '')
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body)
  })
  const origin = await listen(server)
  return { origin, hashes: files.map(({ hash }) => hash), close: () => server.close() }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve(`http://127.0.0.1:${port}`)
    })
  })
}
