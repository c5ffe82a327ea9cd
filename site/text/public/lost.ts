import { bilingual } from '../language.ts'

/** Pages for those who did not get where they wanted: no such address, and no network. */
export const lostText = bilingual({
  id: {
    notFound: 'Halaman tidak ditemukan',
    notFoundDescription: 'Alamat ini tidak ada di Gelanggang.',
    notFoundLead:
      'Alamat ini tidak ada, atau tautannya keliru. Carilah dengan kata, atau mulai dari salah satu halaman ini.',
    searchLabel: 'Cari inovasi menurut nama, instansi, atau isi',
    searchButton: 'Cari',
    places: [
      {
        path: '/inovasi/',
        title: 'Inovasi',
        text: 'Semua inovasi dalam arsip, menurut tahun, penghargaan, dan daerah.',
      },
      { path: '/peta/', title: 'Peta', text: 'Provinsi mana yang tercatat, dan berapa.' },
      { path: '/penghargaan/', title: 'Penghargaan', text: 'Pemenang dan angka setiap tahun.' },
      { path: '/edisi/', title: 'Jadwal dan tata cara', text: 'Edisi yang berjalan dan aturannya.' },
    ],
    notFoundEnd: 'Bila Anda sampai ke sini lewat tautan di portal ini, tautan itu salah kami.',
    offline: 'Tidak ada jaringan',
    offlineDescription: 'Halaman yang tampil bila perangkat Anda tidak tersambung.',
    offlineLead: 'Perangkat Anda tidak tersambung, jadi halaman yang Anda minta tidak dapat diambil.',
    offlineTitle: 'Yang aman, dan yang dapat dilakukan',
    offlineList: [
      'Tulisan usulan yang sedang Anda ketik tersimpan di perangkat ini dan dikirim begitu tersambung. Jangan menutup peramban dengan menghapus datanya.',
      'Yang sudah bertanda “Tersimpan” ada di portal dan tidak hilang.',
      'Periksa sambungan, lalu muat ulang halaman ini. Alamat yang Anda minta masih tertulis di bilah alamat.',
      'Tenggat dihitung menurut jam portal, bukan jam perangkat. Bila tenggat sudah dekat, sambungkan lewat jaringan lain.',
    ],
    offlineWhen:
      'Halaman ini disimpan di perangkat ketika Anda membuka ruang kerja. Halaman umum sendiri tidak memasang apa pun di perangkat Anda.',
  },
  en: {
    notFound: 'Page not found',
    notFoundDescription: 'This address does not exist on Gelanggang.',
    notFoundLead: 'There is no such address, or the link was wrong. Search by words, or start from one of these pages.',
    searchLabel: 'Search innovations by name, agency or content',
    searchButton: 'Search',
    places: [
      { path: '/inovasi/', title: 'Innovations', text: 'All innovations of the archive, by year, award and region.' },
      { path: '/peta/', title: 'Map', text: 'Which provinces are on record, and how often.' },
      { path: '/penghargaan/', title: 'Awards', text: 'Winners and figures of every year.' },
      { path: '/edisi/', title: 'Schedule and rules', text: 'The running edition and its rules.' },
    ],
    notFoundEnd: 'If a link on this portal brought you here, the mistake is ours.',
    offline: 'No network',
    offlineDescription: 'The page you see when your device is not connected.',
    offlineLead: 'Your device is not connected, so the page you asked for could not be fetched.',
    offlineTitle: 'What is safe, and what you can do',
    offlineList: [
      'Text of a proposal that you are typing is kept on this device and sent once it is connected. Please do not clear the data of your browser.',
      'Whatever was marked as saved is in the portal and not lost.',
      'Check the connection, then reload this page. The address you asked for still stands in the address bar.',
      "Deadlines follow the portal's clock, not that of your device. If one is near, connect through another network.",
    ],
    offlineWhen:
      'This page is kept on your device once you have opened a workspace. Public pages by themselves install nothing on it.',
  },
})
