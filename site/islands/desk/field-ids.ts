/** Fields of the open criterion and of the sheet: keys lead to them. */
export const scoreInputId = 'skor'
export const commentInputId = 'catatan-kriteria'
export const notesInputId = 'catatan-pribadi'
