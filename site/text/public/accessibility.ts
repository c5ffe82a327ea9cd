import { bilingual } from '../language.ts'
import type { ProseSection } from './prose.ts'

const idSections: readonly ProseSection[] = [
  {
    title: 'Ukurannya',
    body: [
      'Kami bekerja menurut WCAG 2.2 tingkat AA. Halaman umum memenuhinya sejauh dapat kami uji sendiri; penilaian oleh pihak luar belum pernah dilakukan.',
    ],
  },
  {
    title: 'Yang diuji, dan bagaimana',
    body: [
      [
        'Setiap halaman yang dibangun diperiksa kesahihan HTML-nya, bahasanya, judulnya, dan tautannya.',
        'Halaman umum diperiksa dengan axe dalam kedua bahasa, pada tema terang dan gelap.',
        'Perjalanan dengan papan ketik saja dan dengan perbesaran 400% dijalankan di Chromium.',
        'Perbandingan warna teks dan latarnya diukur satu demi satu, untuk tema terang dan gelap.',
        'Halaman umum dapat dibaca tanpa JavaScript; hanya pencarian langsung dan hitung ulang peringkat yang memakainya, dan keduanya punya jalan tanpa itu.',
        'Setiap bagan dan peta punya padanan berupa tabel atau teks; lambang penghargaan selalu didampingi kata.',
        'Gerak dihentikan bila perangkat Anda memintanya.',
      ],
    ],
  },
  {
    title: 'Yang belum baik',
    body: [
      [
        'Belum diuji bersama pengguna pembaca layar; NVDA, JAWS, VoiceOver, dan TalkBack belum dicoba satu demi satu.',
        'Lampiran usulan berupa PDF dari instansi, dan tidak semuanya dapat dibaca pembaca layar. Lampiran tidak dibuka untuk umum.',
        'Nama dan tulisan instansi tetap dalam bahasa Indonesia pada halaman bahasa Inggris; bagiannya ditandai bahasanya sejauh diketahui.',
        'Tabel yang lebar digulir mendatar di layar sempit; wadahnya dapat dicapai dengan papan ketik.',
        'Ruang kerja juri disusun untuk layar lebar. Di telepon isinya lengkap, tetapi teks dan rubrik tidak terlihat berdampingan.',
      ],
    ],
  },
  {
    title: 'Bila Anda menemui halangan',
    body: [
      'Untuk halaman inovasi, pakai [formulir koreksi](/koreksi/): tulis apa yang tidak dapat Anda baca atau lakukan, dan jawabannya menyebut apa yang diperbaiki. Untuk halaman lain, hubungi sekretariat kompetisi pada instansi penyelenggara.',
    ],
  },
]

const enSections: readonly ProseSection[] = [
  {
    title: 'The measure',
    body: [
      'We work to WCAG 2.2, level AA. The public pages meet it as far as we can test by ourselves; nobody from outside has assessed them yet.',
    ],
  },
  {
    title: 'What is tested, and how',
    body: [
      [
        'Every page that is built is checked for valid HTML, its language, its title and its links.',
        'Public pages are checked with axe in both languages, in the light and the dark theme.',
        'Journeys with the keyboard alone and at 400% zoom are run in Chromium.',
        'The contrast of each colour of text with its ground was measured, for the light and the dark theme.',
        'Public pages can be read without JavaScript; only instant search and the recomputation of rankings use it, and both have a way without.',
        'Every chart and map has a twin as table or text; award marks always stand beside words.',
        'Motion stops when your device asks for it.',
      ],
    ],
  },
  {
    title: 'What is not good yet',
    body: [
      [
        'Not tested together with people who use screen readers; NVDA, JAWS, VoiceOver and TalkBack have not been tried one by one.',
        'Attachments of proposals are PDF files from agencies, and not all of them can be read by a screen reader. They are not open to the public.',
        'Names and texts by agencies stay in Indonesian on English pages; they are marked as such where it is known.',
        'Wide tables scroll sideways on narrow screens; their frame can be reached with the keyboard.',
        "The jurors' desk is laid out for wide screens. On a phone all of it is there, but text and rubric are not side by side.",
      ],
    ],
  },
  {
    title: 'If something stands in your way',
    body: [
      'On the page of an innovation, use the [correction form](/koreksi/): say what you could not read or do, and the answer tells what was mended. For other pages, ask the secretariat of the competition at the organising agency.',
    ],
  },
]

/** A statement that has to stay true: what is tested is named, and so is what is not good yet. */
export const accessibilityText = bilingual({
  id: {
    title: 'Aksesibilitas',
    description: 'Seberapa mudah portal ini dipakai semua orang, apa yang diuji, dan apa yang belum baik.',
    lead: 'Portal ini dibuat agar dapat dibaca dan dipakai siapa saja: dengan papan ketik, pembaca layar, perbesaran, telepon murah, dan jaringan lambat.',
    sections: idSections,
  },
  en: {
    title: 'Accessibility',
    description: 'How well everyone can use this portal, what is tested, and what is not good yet.',
    lead: 'This portal is made to be read and used by anyone: with a keyboard, a screen reader, magnification, a cheap phone, and a slow network.',
    sections: enSections,
  },
})
