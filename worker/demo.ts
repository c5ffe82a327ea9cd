import type { RoleName } from '#domain/access.ts'

/** Whom the role switch of the demonstration signs in, and where that person works. */
export const demoPeople = {
  author: { email: 'penulis@demo.gelanggang.test', workspace: '/peserta/' },
  agency_admin: { email: 'admin@demo.gelanggang.test', workspace: '/instansi/' },
  secretariat: { email: 'sekretariat@demo.gelanggang.test', workspace: '/sekretariat/' },
  evaluator: { email: 'juri1@demo.gelanggang.test', workspace: '/juri/' },
  panelist: { email: 'panelis1@demo.gelanggang.test', workspace: '/juri/' },
  auditor: { email: 'pengawas@demo.gelanggang.test', workspace: '/pengawas/' },
} as const satisfies Partial<Record<RoleName, { email: string; workspace: string }>>

export type DemoRole = keyof typeof demoPeople
export const demoRoles = [
  'author',
  'agency_admin',
  'secretariat',
  'evaluator',
  'panelist',
  'auditor',
] as const satisfies readonly DemoRole[]

const addresses = new Set<string>(Object.values(demoPeople).map(({ email }) => email))

/** Whom the role switch signs in, without a letter and without a second factor. */
export const isDemoPerson = (email: string): boolean => addresses.has(email)
