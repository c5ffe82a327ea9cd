/** The 17 Sustainable Development Goals by number, as Indonesia's national secretariat for them names them. */
export const goalNames = [
  'Tanpa kemiskinan',
  'Tanpa kelaparan',
  'Kehidupan sehat dan sejahtera',
  'Pendidikan berkualitas',
  'Kesetaraan gender',
  'Air bersih dan sanitasi layak',
  'Energi bersih dan terjangkau',
  'Pekerjaan layak dan pertumbuhan ekonomi',
  'Industri, inovasi, dan infrastruktur',
  'Berkurangnya kesenjangan',
  'Kota dan permukiman yang berkelanjutan',
  'Konsumsi dan produksi yang bertanggung jawab',
  'Penanganan perubahan iklim',
  'Ekosistem lautan',
  'Ekosistem daratan',
  'Perdamaian, keadilan, dan kelembagaan yang tangguh',
  'Kemitraan untuk mencapai tujuan',
] as const

/** `3 Kehidupan sehat dan sejahtera` */
export const goalName = (number: number): string => `${number} ${goalNames[number - 1] ?? ''}`.trim()
