import { bilingual } from '../language.ts'
import type { ProseSection } from './prose.ts'

const sections = (...list: ProseSection[]) => list

/** How to report a weakness of the portal. */
export const securityText = bilingual({
  id: {
    title: 'Melaporkan kelemahan keamanan',
    description: 'Ke mana dan bagaimana melaporkan kelemahan keamanan portal ini.',
    lead: 'Terima kasih bila Anda memberi tahu lebih dahulu, sebelum orang lain menyalahgunakannya.',
    contactHeading: 'Ke mana melapor',
    contact: 'Kirim laporan ke:',
    noContact:
      'Pengelola pemasangan ini belum menetapkan alamat pelaporan. Bila Anda pengelolanya, isi SECURITY_CONTACT ketika membangun situs.',
    sections: sections(
      {
        title: 'Isi laporan',
        body: [
          'Tulis alamat halamannya, langkah untuk mengulangnya, dan apa yang dapat dibaca atau diubah orang lain.',
        ],
      },
      {
        title: 'Batas yang kami minta',
        body: [
          [
            'Pakai akun dan data Anda sendiri; jangan membuka, mengubah, atau menghapus milik orang lain.',
            'Jangan membebani layanan, apalagi menjelang batas waktu pendaftaran.',
            'Beri waktu untuk memperbaiki sebelum mengumumkannya.',
          ],
        ],
      },
    ),
  },
  en: {
    title: 'Reporting a weakness',
    description: 'Where and how to report a security weakness of this portal.',
    lead: 'Thank you for telling us first, before somebody else makes use of it.',
    contactHeading: 'Where to report',
    contact: 'Send the report to:',
    noContact:
      'The operator of this installation has not named an address yet. If you are the operator, set SECURITY_CONTACT when building the site.',
    sections: sections(
      {
        title: 'What to write',
        body: ['Give the address of the page, the steps to repeat it, and what others could read or change.'],
      },
      {
        title: 'What we ask of you',
        body: [
          [
            'Use your own account and data; do not open, change or delete what belongs to others.',
            'Do not put load on the service, least of all near a closing date.',
            'Leave time for the repair before you tell the public.',
          ],
        ],
      },
    ),
  },
})
