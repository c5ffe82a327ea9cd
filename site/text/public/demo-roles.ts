import { bilingual } from '../language.ts'

/** The switch of a demonstration; the workspaces behind it speak Indonesian. */
export const demoRolesText = bilingual({
  id: {
    label: 'Masuk sebagai',
    hint: 'Peragaan: pilih peran untuk melihat ruang kerjanya. Usulan dan nilainya bukan data nyata.',
    open: 'Buka ruang kerja',
    author: 'Penulis usulan (unit)',
    agency_admin: 'Admin instansi',
    secretariat: 'Sekretariat',
    evaluator: 'Evaluator (juri)',
    panelist: 'Panelis',
    auditor: 'Pengawas',
  },
  en: {
    label: 'Sign in as',
    hint: 'Demonstration: choose a role to see its workspace, which is in Indonesian. Its proposals and scores are not real data.',
    open: 'Open the workspace',
    author: 'Author of a proposal (unit)',
    agency_admin: "Agency's administrator",
    secretariat: 'Secretariat',
    evaluator: 'Evaluator (juror)',
    panelist: 'Panelist',
    auditor: 'Auditor',
  },
})
