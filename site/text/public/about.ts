import { count } from '../format.ts'
import { bilingual } from '../language.ts'
import type { ProseSection } from './prose.ts'

type Archive = { innovations: number; provinces: number }

export const aboutText = bilingual({
  id: {
    title: 'Tentang portal ini',
    description: 'Apa itu Gelanggang, dari mana isi arsipnya, dan bagaimana hasil dapat diperiksa.',
    lead: 'Gelanggang adalah portal untuk menyelenggarakan kompetisi inovasi pelayanan publik: instansi mengirim usulan, sekretariat memeriksa, juri menilai, sidang pleno memutuskan, dan siapa pun dapat membaca hasilnya.',
    sections: ({ innovations, provinces }: Archive): readonly ProseSection[] => [
      {
        title: 'Bagaimana pemenang ditetapkan',
        body: [
          'Nilai memberi urutan, sidang pleno memutuskan. Setiap penyimpangan dari urutan nilai dicatat dengan alasannya dan ikut diterbitkan. Nilai yang seri ditampilkan seri. [Metode pemeringkatan](/metode/) menerangkan hitungannya.',
          'Setiap hasil diterbitkan sebagai satu berkas yang tidak dapat diubah. Nama berkasnya adalah sidik jari SHA-256 dari isinya, jadi perubahan sekecil apa pun akan terlihat. Halaman hasil dan halaman edisi disusun dari berkas yang sama dengan yang dijalankan portal.',
        ],
      },
      {
        title: 'Arsip',
        body: [
          `Arsip memuat ${count(innovations)} catatan dari kompetisi nasional (KIPP), masing-masing dengan sumbernya. Kalimatnya ditulis ulang, tidak disalin. Yang tidak ditemukan sumbernya dibiarkan kosong dan dikatakan kosong; sumber yang bertentangan diceritakan, tidak dirata-rata.`,
          `Arsip belum lengkap dan tidak berimbang: sejauh ini ${count(provinces)} dari 38 provinsi punya catatan, dan Jawa Timur serta Jawa Tengah tampak banyak karena beritanya mudah ditemukan. Tidak adanya catatan bukan berarti tidak pernah menang.`,
          'Teks dan angka arsip boleh dipakai ulang dengan menyebut sumbernya, menurut lisensi [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.id). Seluruhnya tersedia sebagai [data terbuka](/data/). Bila ada yang keliru, [laporkan koreksi](/koreksi/).',
        ],
      },
      {
        title: 'Simulasi',
        body: [
          'Lencana “Simulasi” menandai edisi peragaan: usulan, nama, dan nilainya bukan data nyata. Arsip tanpa lencana itu berisi inovasi yang nyata.',
        ],
      },
      {
        title: 'Kawung',
        body: [
          'Satu-satunya hiasan di sini ialah kawung, motif batik dari empat kelopak, dan ia selalu menghitung sesuatu: di beranda satu kelopak adalah satu penghargaan dalam arsip, pada jadwal kelopak terisi berarti tahap selesai, dan di samping nama inovasi ia menjadi [lambang penghargaan](/penghargaan/).',
        ],
      },
    ],
  },
  en: {
    title: 'About this portal',
    description: 'What Gelanggang is, where its archive comes from, and how results can be checked.',
    lead: 'Gelanggang (“arena”) is a portal for holding competitions of public-service innovation in Indonesia: agencies submit proposals, the secretariat screens, jurors score, a plenary decides, and anyone can read the result.',
    sections: ({ innovations, provinces }: Archive): readonly ProseSection[] => [
      {
        title: 'How winners are decided',
        body: [
          'Scores give the order, the plenary decides. Every departure from the order of scores is recorded with its reason and published. Equal scores are shown as equal. The page on [how the ranking works](/metode/) explains the computation.',
          'Every result is published as one file that cannot be altered. The name of the file is the SHA-256 fingerprint of its content, so even the smallest change would show. The pages of results and of editions are made from the very file the portal runs on.',
        ],
      },
      {
        title: 'The archive',
        body: [
          `The archive holds ${count(innovations, 'en')} records of the national competition (KIPP), each with its sources. Its sentences are written anew, not copied. What has no source is left empty and said to be empty; sources that contradict each other are told, not averaged.`,
          `The archive is neither complete nor balanced: so far ${count(provinces, 'en')} of 38 provinces have a record, and East and Central Java look large because news about them is easy to find. The absence of a record does not mean that a place never won.`,
          'Texts and figures of the archive may be used again with a mention of the source, under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). All of it is there as [open data](/data/). If something is wrong, [report it](/koreksi/).',
        ],
      },
      {
        title: 'Simulation',
        body: [
          'The badge “Simulation” marks a demonstration edition: its proposals, names and scores are not real data. The archive without that badge tells of real innovations.',
        ],
      },
      {
        title: 'Kawung',
        body: [
          'The one ornament here is the kawung, a batik motif of four petals, and it always counts something: on the front page one petal is one award in the archive, in a schedule filled petals are a finished stage, and beside the name of an innovation it is the [mark of its award](/penghargaan/).',
        ],
      },
      {
        title: 'Two languages',
        body: [
          'Every public page exists in Indonesian and in English. Names of innovations, agencies, stages and decrees stay as they are. What agencies wrote themselves, and the workspaces behind the sign-in, are in Indonesian only.',
        ],
      },
    ],
  },
})
