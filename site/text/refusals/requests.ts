import { bytes } from '../format.ts'
import { fieldNames } from '../labels.ts'
import type { Sentences } from '../problems.ts'
import { known, list } from './words.ts'

/** What can be wrong with any request. */
export const requests = {
  not_json: () =>
    'Isi permintaan tidak terbaca oleh portal, dan tidak ada yang berubah. Muat ulang halaman, lalu coba lagi.',
  body_too_large: ({ maxBytes }) =>
    `Kiriman ini melebihi batas ${bytes(maxBytes)} dan tidak diterima. Kurangi isinya, lalu kirim lagi.`,
  invalid_input: ({ fields }) =>
    fields.every((field) => field === '')
      ? 'Isian belum sesuai bentuk yang diminta. Tidak ada yang berubah. Periksa lagi isian Anda.'
      : `Periksa isian ini: ${list(fields.map((field) => known(fieldNames, field)))}. Tidak ada yang berubah.`,
  not_allowed: () => 'Peran Anda tidak mencakup tindakan ini. Bila seharusnya mencakup, hubungi sekretariat.',
  foreign_origin: () => 'Permintaan datang dari alamat lain, jadi ditolak. Buka portal ini langsung, lalu coba lagi.',
} satisfies Partial<Sentences>
