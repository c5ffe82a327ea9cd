/** Fields of the open criterion and of the sheet: keys lead to them. */
export const scoreInputId = 'skor'
export const commentInputId = 'catatan-kriteria'
export const notesInputId = 'catatan-pribadi'
/** Where two versions wait for a choice. */
export const clashHeadingId = 'dua-versi'
