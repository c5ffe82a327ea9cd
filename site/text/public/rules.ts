import type { StageKind } from '#domain/edition.ts'
import type { screeningReasonNames } from '../labels.ts'
import { bilingual } from '../language.ts'

type Deciding = { does: string; decides: string }

/** The rules of an edition as the portal runs them. Names of stages, sections and criteria are the edition's own. */
export const rulesText = bilingual({
  id: {
    overview: 'Ringkasan',
    part: 'Tata cara',
    parts: 'Bagian edisi ini',
    editions: 'Edisi',
    title: (edition: string) => `Tata cara ${edition}`,
    running: 'Tata cara edisi yang berjalan',
    description: (edition: string) =>
      `Syarat, isi usulan, bobot dan tingkat penilaian, kuota, dan siapa memutuskan apa pada ${edition}.`,
    overviewDescription: (edition: string) => `${edition}: tahap yang berjalan, jadwal, syarat, dan penilaian.`,
    lead: 'Halaman ini disusun dari berkas aturan yang dijalankan portal, bukan ditulis terpisah. Nama tahap, bagian, dan kriteria adalah nama resmi edisi ini.',
    none: 'Tidak ada edisi yang sedang berjalan, jadi tidak ada tata cara yang berlaku. Edisi lampau ada di halaman [edisi](/edisi/).',
    results: (edition: string) => `Hasil ${edition}`,

    inShort: 'Pokok-pokoknya',
    groups: 'Kelompok dan syarat',
    group: 'Kelompok',
    minimumAge: 'Umur inovasi paling sedikit',
    cap: 'Batas usulan per instansi',
    years: (n: number) => `${n} tahun`,
    months: (n: number) => `${n} bulan`,
    unlimited: 'Tanpa batas',
    proposals: (n: string) => `${n} usulan`,
    replication: 'Usulannya menyebut inovasi yang direplikasi.',
    ageCounted: 'Umur dihitung dari hari inovasi mulai dipakai sampai hari pendaftaran ditutup.',
    clusters: (names: string) => `Peringkat dihitung sendiri-sendiri bagi setiap klaster instansi: ${names}.`,
    form: 'Isi usulan',
    questions: 'Pertanyaan awal',
    questionsLead: 'Dijawab dengan ya atau tidak; jawabannya menentukan bagian mana yang ditanyakan.',
    themes: 'Tema',
    chooseThemes: (min: number, max: number) =>
      min === max ? `Pilih ${min} dari tema berikut.` : `Pilih ${min} sampai ${max} dari tema berikut.`,
    goals: (min: number, max: number) =>
      min === max
        ? `Sebutkan ${min} dari 17 Tujuan Pembangunan Berkelanjutan.`
        : `Sebutkan ${min} sampai ${max} dari 17 Tujuan Pembangunan Berkelanjutan.`,
    sections: 'Bagian tulisan',
    maxWords: (n: string) => `Paling banyak ${n} kata`,
    totalWords: (n: string, count: number) => `${count} bagian, seluruhnya paling banyak ${n} kata.`,
    attachments: 'Lampiran',
    required: 'wajib',
    optional: 'tidak wajib',
    atMost: (size: string) => `paling besar ${size}`,
    mostFiles: (count: number) => `paling banyak ${count} berkas`,
    onlyIn: (groups: string) => `Hanya kelompok ${groups}.`,
    onlyAfter: (question: string, answer: string) => `Hanya bila “${question}” dijawab ${answer}.`,
    yes: 'ya',
    no: 'tidak',

    who: 'Siapa memutuskan apa',
    whoStage: 'Tahap',
    whoDoes: 'Yang terjadi',
    whoDecides: 'Yang memutuskan',
    kinds: {
      registration: {
        does: 'Unit pelayanan menulis usulan; admin instansi memeriksanya.',
        decides: 'Admin instansi memutuskan usulan mana yang diajukan, dalam batas tiap kelompok.',
      },
      screening: {
        does: 'Syarat administrasi diperiksa satu per satu.',
        decides: 'Sekretariat menyatakan layak, perlu perbaikan, atau tidak layak; selain layak selalu dengan alasan.',
      },
      scoring: {
        does: 'Setiap usulan dinilai menurut kriteria di bawah, tanpa diskusi antarjuri.',
        decides: 'Juri memberi skor sendiri-sendiri; portal hanya menghitung.',
      },
      plenary: {
        does: 'Sidang pleno membaca peringkat dan membahas yang berada di sekitar batas.',
        decides:
          'Sidang pleno menetapkan penerima dengan nomor keputusan. Setiap penyimpangan dari urutan nilai dicatat alasannya dan diterbitkan.',
      },
      objection: {
        does: 'Masa untuk menyampaikan keberatan atas hasil.',
        decides: 'Portal tidak mencatat keputusan pada tahap ini.',
      },
      interview: {
        does: 'Finalis menyajikan inovasinya dan menjawab pertanyaan.',
        decides: 'Juri memberi skor sendiri-sendiri menurut kriteria di bawah; portal hanya menghitung.',
      },
      field_visit: {
        does: 'Tempat layanan didatangi untuk melihat keadaan sebenarnya.',
        decides: 'Portal tidak mencatat keputusan pada tahap ini.',
      },
      announcement: {
        does: 'Hasil yang sudah ditetapkan diumumkan dan diterbitkan di portal ini.',
        decides: 'Tidak ada keputusan baru.',
      },
    } satisfies Record<StageKind, Deciding>,
    jurors: { evaluator: 'Evaluator', panelist: 'Panelis' },
    readers: (n: number, juror: string) =>
      `${n} ${juror.toLowerCase()} membaca setiap usulan; tidak seorang pun bertalian dengan instansinya.`,
    passing: (points: string) => `Yang dapat maju paling sedikit bernilai ${points}.`,
    startsFrom: (stage: string) => `Berangkat dari peringkat ${stage}.`,
    official: {
      plain: 'Urutan resmi: rata-rata berbobot; peringkat terkalibrasi hanya bahan sidang.',
      calibrated: 'Urutan resmi: peringkat terkalibrasi, yang dapat dihitung ulang siapa pun.',
    },
    divergence: (points: string) =>
      `Bila dua nilai berselisih lebih dari ${points}, juri ketiga membaca, lalu ketiganya saling melihat lembar dan dapat menegaskan atau mengubah nilainya; setiap perubahan dicatat.`,
    rereadings: (n: number) =>
      `Setiap juri membaca ulang ${n} usulan tanpa melihat nilai lamanya, untuk mengukur dirinya.`,
    anchors: (proposals: number, readers: number) =>
      `${proposals} usulan jangkar setiap kelompok dibaca ${readers} juri, agar skala para juri tersambung.`,
    times: (presentation: number, questions: number) =>
      `Paparan ${presentation} menit, tanya jawab ${questions} menit.`,
    visited: (n: number) => `${n} juri mengunjungi setiap usulan; tidak seorang pun bertalian dengan instansinya.`,
    checks: (list: string) => `Yang diperiksa: ${list}.`,
    pact: 'Pakta integritas juri',
    pactLead: 'Setiap juri menandatangani naskah ini sebelum membaca usulan pertama.',

    refusals: 'Alasan seleksi administrasi',
    refusalsLead: 'Usulan hanya dapat dikembalikan atau ditolak dengan alasan berikut, disertai penjelasan.',
    reasons: {
      too_young: 'Umur inovasi kurang dari syarat',
      incomplete: 'Isian belum lengkap',
      meaningless: 'Jawaban tidak bermakna',
      same_title: 'Judul sama dengan usulan lain',
      missing_letter: 'Surat yang diwajibkan tidak ada',
      prior_award: 'Pernah menerima penghargaan yang membatasi',
    } satisfies Record<keyof typeof screeningReasonNames, string>,

    rubric: 'Bobot dan tingkat penilaian',
    rubricLead:
      'Setiap kriteria diberi skor 0 sampai 100. Nilai satu lembar ialah jumlah skor kali bobotnya; nilai usulan ialah rata-rata lembarnya, dihitung tepat tanpa pembulatan.',
    weight: (percent: number) => `${percent}%`,
    sharedLevels: 'Tingkat untuk semua kriteria yang tidak mempunyai uraian sendiri',
    levels: 'Tingkat',
    score: 'Skor',
    meaning: 'Arti',

    quotas: 'Tempat yang diperebutkan',
    quotasLead: 'Nilai memberi urutan; sidang pleno memutuskan.',
    places: (n: string) => `${n} tempat`,
    setAt: (stage: string) => `ditetapkan pada ${stage}`,
    ties: 'Nilai sama dan batas lolos',
    tieRules: [
      'Usulan dengan nilai yang sama persis berbagi peringkat. Tidak ada pemecah seri tersembunyi: bukan urutan daftar, bukan waktu pengajuan.',
      'Peringkat sama yang seluruhnya muat di dalam kuota lolos bersama. Bila tidak muat, tidak satu pun dari mereka lolos oleh nilai; sidang pleno memilih dan mencatat alasannya.',
      'Tempat satu kelompok dibagi ke klaster sebanding jumlah usulan yang diperingkat, dengan sisa terbesar. Klaster yang jatahnya kurang dari satu mendapat satu tempat selama cukup. Sisa yang sama: klaster dengan usulan lebih banyak didahulukan.',
    ],
    method: 'Selengkapnya di [metode pemeringkatan](/metode/).',

    versions: 'Versi aturan',
    version: (n: number) => `Versi ${n}`,
    inForce: 'berlaku',
    authentic: 'Keaslian halaman ini',
    authenticLead: (version: number, when: string) =>
      `Jadwal dan aturan di atas adalah yang dijalankan portal: aturan versi ${version}, diterbitkan ${when}. Berkasnya bernama menurut sidik jari SHA-256 isinya:`,
    simulation: 'Simulasi: bukan kompetisi nyata.',
  },
  en: {
    overview: 'Overview',
    part: 'Rules',
    parts: 'Parts of this edition',
    editions: 'Editions',
    title: (edition: string) => `Rules of ${edition}`,
    running: 'Rules of the running edition',
    description: (edition: string) =>
      `Conditions, parts of a proposal, weights and levels of the scores, places, and who decides what in ${edition}.`,
    overviewDescription: (edition: string) => `${edition}: the stage it is in, schedule, conditions and scoring.`,
    lead: 'This page is made from the file of rules that the portal runs on; it is not written beside it. Names of stages, sections and criteria are the official ones of this edition, in Indonesian.',
    none: 'No edition is running, so no rules are in force. Past editions are on the page of [editions](/edisi/).',
    results: (edition: string) => `Results of ${edition}`,

    inShort: 'In short',
    groups: 'Groups and conditions',
    group: 'Group',
    minimumAge: 'Least age of the innovation',
    cap: 'Proposals per agency',
    years: (n: number) => `${n} ${n === 1 ? 'year' : 'years'}`,
    months: (n: number) => `${n} ${n === 1 ? 'month' : 'months'}`,
    unlimited: 'No limit',
    proposals: (n: string) => `${n} at most`,
    replication: 'Its proposals name the innovation they replicate.',
    ageCounted: 'Age is counted from the day the innovation went into service to the day registration closes.',
    clusters: (names: string) => `Each cluster of agencies is ranked on its own: ${names}.`,
    form: 'What a proposal holds',
    questions: 'First questions',
    questionsLead: 'Answered with yes or no; the answers decide which parts are asked.',
    themes: 'Themes',
    chooseThemes: (min: number, max: number) =>
      min === max ? `Choose ${min} of these themes.` : `Choose ${min} to ${max} of these themes.`,
    goals: (min: number, max: number) =>
      min === max
        ? `Name ${min} of the 17 Sustainable Development Goals.`
        : `Name ${min} to ${max} of the 17 Sustainable Development Goals.`,
    sections: 'Sections of the text',
    maxWords: (n: string) => `At most ${n} words`,
    totalWords: (n: string, count: number) => `${count} sections, at most ${n} words together.`,
    attachments: 'Attachments',
    required: 'required',
    optional: 'optional',
    atMost: (size: string) => `at most ${size}`,
    mostFiles: (count: number) => `at most ${count} files`,
    onlyIn: (groups: string) => `Only in group ${groups}.`,
    onlyAfter: (question: string, answer: string) => `Only if “${question}” is answered with ${answer}.`,
    yes: 'yes',
    no: 'no',

    who: 'Who decides what',
    whoStage: 'Stage',
    whoDoes: 'What happens',
    whoDecides: 'Who decides',
    kinds: {
      registration: {
        does: 'Service units write proposals; the administrator of the agency checks them.',
        decides: 'The administrator of the agency decides which are submitted, up to the cap of each group.',
      },
      screening: {
        does: 'Formal conditions are checked one by one.',
        decides: 'The secretariat finds them eligible, in need of repair, or ineligible; the latter two with reasons.',
      },
      scoring: {
        does: 'Each proposal is scored by the criteria below, without discussion among jurors.',
        decides: 'Jurors score each on their own; the portal only computes.',
      },
      plenary: {
        does: 'The plenary reads the ranking and discusses what lies around the cut.',
        decides:
          'The plenary names the recipients by a numbered decree. Every departure from the order of scores is recorded with its reason and published.',
      },
      objection: {
        does: 'A time for objections to the result.',
        decides: 'The portal records no decision in this stage.',
      },
      interview: {
        does: 'Finalists present their innovation and answer questions.',
        decides: 'Jurors score each on their own by the criteria below; the portal only computes.',
      },
      field_visit: {
        does: 'The place of the service is visited to see how things are.',
        decides: 'The portal records no decision in this stage.',
      },
      announcement: {
        does: 'Decided results are announced and published on this portal.',
        decides: 'Nothing new is decided.',
      },
    },
    jurors: { evaluator: 'Evaluators', panelist: 'Panelists' },
    readers: (n: number, juror: string) =>
      `${n} ${n === 1 ? juror.toLowerCase().slice(0, -1) : juror.toLowerCase()} ${n === 1 ? 'reads' : 'read'} each proposal; none has a tie to its agency.`,
    passing: (points: string) => `To go on, a proposal needs at least ${points}.`,
    startsFrom: (stage: string) => `Starts from the ranking of ${stage}.`,
    official: {
      plain: 'Official order: the weighted mean; the calibrated ranking only informs the plenary.',
      calibrated: 'Official order: the calibrated ranking, which anyone can recompute.',
    },
    divergence: (points: string) =>
      `When two totals differ by more than ${points}, a third juror reads; then all three see each other's sheets and may confirm or revise their own, and every change is recorded.`,
    rereadings: (n: number) =>
      `Each juror reads ${n} ${n === 1 ? 'proposal' : 'proposals'} again without the earlier scores, to measure their own consistency.`,
    anchors: (proposals: number, readers: number) =>
      `${proposals} anchor ${proposals === 1 ? 'proposal' : 'proposals'} in each group are read by ${readers} jurors, so that the jurors' scales are linked.`,
    times: (presentation: number, questions: number) =>
      `Presentation ${presentation} minutes, questions ${questions} minutes.`,
    visited: (n: number) =>
      `${n} ${n === 1 ? 'juror visits' : 'jurors visit'} each proposal; none has a tie to its agency.`,
    checks: (list: string) => `What is looked at: ${list}.`,
    pact: 'Integrity pact of the jury',
    pactLead: 'Every juror signs this text before reading the first proposal. It is in Indonesian, as it was signed.',

    refusals: 'Reasons of the screening',
    refusalsLead: 'A submission can be returned or refused for these reasons only, with an explanation.',
    reasons: {
      too_young: 'The innovation is younger than required',
      incomplete: 'Answers are missing',
      meaningless: 'Answers without meaning',
      same_title: 'Same title as another proposal',
      missing_letter: 'A required letter is missing',
      prior_award: 'An earlier award that excludes it',
    },

    rubric: 'Weights and levels of the scores',
    rubricLead:
      'Each criterion gets a score from 0 to 100. The total of a sheet is the sum of scores times weights; the total of a proposal is the mean of its sheets, computed exactly, without rounding.',
    weight: (percent: number) => `${percent}%`,
    sharedLevels: 'Levels of all criteria that have none of their own',
    levels: 'Levels',
    score: 'Score',
    meaning: 'Meaning',

    quotas: 'Places to be won',
    quotasLead: 'Scores give the order; the plenary decides.',
    places: (n: string) => `${n} places`,
    setAt: (stage: string) => `decided at ${stage}`,
    ties: 'Equal totals and the cut',
    tieRules: [
      'Proposals with exactly the same total share a rank. There is no hidden tie-break: not the order of a list, not the time of submission.',
      'Equal ranks that all fit into the places pass together. If they do not fit, none of them passes by score; the plenary chooses and records its reason.',
      'The places of a group are shared among clusters in proportion to their ranked proposals, by largest remainder. A cluster with a share below one gets one place while there are enough. Equal remainders: the cluster with more proposals goes first.',
    ],
    method: 'More in the [ranking method](/metode/).',

    versions: 'Versions of the rules',
    version: (n: number) => `Version ${n}`,
    inForce: 'in force',
    authentic: 'Authenticity of this page',
    authenticLead: (version: number, when: string) =>
      `The schedule and rules above are the ones the portal runs: rules version ${version}, published ${when}. The file is named by the SHA-256 fingerprint of its content:`,
    simulation: 'Simulation: not a real competition.',
  },
})
