import { bilingual } from '../language.ts'

/** Checking a receipt by its number and hash, or by the file itself. */
export const verificationText = bilingual({
  id: {
    title: 'Verifikasi tanda terima',
    description: 'Periksa apakah tanda terima pengajuan asli dan masih berlaku, dengan nomor dan SHA-256-nya.',
    lead: 'Siapa pun yang memegang nomor dan SHA-256 sebuah tanda terima dapat memeriksanya di sini, tanpa akun.',
    check: 'Periksa dengan nomor dan SHA-256',
    number: 'Nomor',
    numberHint: 'Seperti tertulis pada tanda terima. Huruf kecil dan spasi tidak menjadi soal.',
    hash: 'SHA-256',
    hashHint: '64 angka dan huruf a sampai f. Boleh disalin dalam beberapa baris.',
    button: 'Periksa',
    refused: 'Belum dapat diperiksa',
    faults: {
      'number-mistyped':
        'Nomor: ada huruf yang salah ketik. Nomor tidak memuat huruf atau angka yang mirip satu sama lain, seperti 0, O, 1, dan I.',
      'hash-malformed': 'SHA-256: harus tepat 64 angka dan huruf a sampai f. Salin seluruhnya.',
      'file-missing': 'Berkas: pilih berkas JSON yang diunduh dari halaman usulan.',
      'file-too_large': 'Berkas: lebih besar dari 1 MB, jadi bukan berkas usulan dari portal ini.',
    },
    tooMany: 'Terlalu banyak pemeriksaan dari jaringan Anda dalam satu jam terakhir. Coba lagi sesudah satu jam.',
    unknownTitle: 'Tidak cocok',
    unknown:
      'Nomor dan SHA-256 ini tidak cocok dengan pengajuan mana pun. Periksa keduanya sekali lagi; bila disalin dengan benar, tanda terima atau berkas itu bukan dari portal ini atau sudah berubah.',
    standings: {
      newest: {
        title: 'Cocok, dan ini revisi terakhir',
        text: 'Nomor dan SHA-256 cocok. Tidak ada revisi sesudahnya.',
      },
      superseded: {
        title: 'Cocok, tetapi ada revisi sesudahnya',
        text: 'Nomor dan SHA-256 cocok dengan revisi yang lebih lama. Sesudah itu instansi mengajukan perbaikan.',
      },
      withdrawn: {
        title: 'Cocok, tetapi pengajuan ini ditarik kembali',
        text: 'Nomor dan SHA-256 cocok dengan pengajuan yang kemudian ditarik kembali oleh instansi.',
      },
    },
    simulation: 'Pengajuan ini bagian dari edisi simulasi, bukan kompetisi resmi.',
    facts: {
      revision: 'Revisi',
      received: 'Diterima',
      newest: 'Revisi terakhir',
      withdrawn: 'Ditarik kembali',
    },
    onlyThis: 'Isi usulan tidak ditampilkan kepada siapa pun di halaman ini.',
    fileTitle: 'Periksa dengan berkas usulan',
    fileLead:
      'Pengusul dapat mengunduh isi yang dibekukan sebagai berkas JSON dari halaman usulan. Siapa pun yang menerima berkas itu dapat memastikan bahwa isinya persis yang diajukan.',
    file: 'Berkas JSON',
    fileHint: 'Paling besar 1 MB. Berkas hanya dihitung sidiknya, tidak disimpan.',
    fileButton: 'Hitung dan periksa',
    command: 'Menghitung sendiri',
    commandLead: 'Sidik yang sama dapat dihitung pada komputer Anda, tanpa mengirim berkas ke mana pun:',
    systems: { unix: 'Linux', mac: 'macOS', windows: 'Windows' },
    fileName: 'usulan.json',
  },
  en: {
    title: 'Verify a receipt',
    description: 'Check whether the receipt of a submission is genuine and still counts, by its number and SHA-256.',
    lead: 'Whoever holds the number and the SHA-256 of a receipt can check it here, without an account.',
    check: 'Check by number and SHA-256',
    number: 'Number',
    numberHint: 'As it stands on the receipt. Small letters and spaces do not matter.',
    hash: 'SHA-256',
    hashHint: '64 digits and letters a to f. It may be pasted in several lines.',
    button: 'Check',
    refused: 'Cannot be checked yet',
    faults: {
      'number-mistyped':
        'Number: a character is mistyped. Numbers hold no characters that look alike, such as 0, O, 1 and I.',
      'hash-malformed': 'SHA-256: exactly 64 digits and letters a to f are needed. Copy all of it.',
      'file-missing': 'File: choose the JSON file that was downloaded from the page of the proposal.',
      'file-too_large': 'File: larger than 1 MB, so it is no proposal file of this portal.',
    },
    tooMany: 'Too many checks from your network within the last hour. Try again in an hour.',
    unknownTitle: 'No match',
    unknown:
      'This number and SHA-256 match no submission. Check both again; if they were copied correctly, the receipt or file is not from this portal or has been changed.',
    standings: {
      newest: {
        title: 'It matches, and this is the last revision',
        text: 'Number and SHA-256 match. No revision followed.',
      },
      superseded: {
        title: 'It matches, but a later revision exists',
        text: 'Number and SHA-256 match an earlier revision. The agency has submitted a repaired one since.',
      },
      withdrawn: {
        title: 'It matches, but this submission was taken back',
        text: 'Number and SHA-256 match a submission that the agency took back later.',
      },
    },
    simulation: 'This submission belongs to a simulated edition, not to an official competition.',
    facts: {
      revision: 'Revision',
      received: 'Received',
      newest: 'Last revision',
      withdrawn: 'Taken back',
    },
    onlyThis: 'This page shows the content of a proposal to nobody.',
    fileTitle: 'Check by the file of the proposal',
    fileLead:
      'Authors can download what was frozen as a JSON file from the page of their proposal. Whoever receives that file can make sure that it holds exactly what was submitted.',
    file: 'JSON file',
    fileHint: 'At most 1 MB. Only the fingerprint of the file is computed; the file is not kept.',
    fileButton: 'Compute and check',
    command: 'Compute it yourself',
    commandLead: 'The same fingerprint can be computed on your own computer, without sending the file anywhere:',
    systems: { unix: 'Linux', mac: 'macOS', windows: 'Windows' },
    fileName: 'proposal.json',
  },
})
