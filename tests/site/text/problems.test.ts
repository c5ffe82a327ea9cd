import { beforeAll, describe, expect, it, vi } from 'vitest'
import { learn, problemText, readProblem } from '#site/text/problems.ts'

describe('the sentence for a problem', () => {
  beforeAll(() => learn('cap_reached'))

  it('carries the figures of the refusal', () => {
    expect(problemText({ code: 'cap_reached', cap: 10, group: 'Umum' })).toBe(
      'Instansi Anda sudah meneruskan 10 usulan kelompok Umum, sesuai batasnya. Usulan ini tetap tersimpan di instansi dan belum diteruskan.',
    )
  })

  it('names fields as they stand on the screen', () => {
    expect(problemText({ code: 'invalid_input', fields: ['title', 'startedOn', 'reason'] })).toBe(
      'Periksa isian ini: judul, tanggal mulai, dan alasan. Tidak ada yang berubah.',
    )
  })

  it('keeps the name of a field it does not know, also one that every object has', () => {
    expect(problemText({ code: 'invalid_input', fields: ['constructor'] })).toBe(
      'Periksa isian ini: constructor. Tidak ada yang berubah.',
    )
  })

  it('tells a closed stage with date and clock of western Indonesia', () => {
    expect(
      problemText({
        code: 'stage_not_open',
        opensAt: '2027-03-01T01:00:00.000Z',
        closesAt: '2027-05-06T16:59:00.000Z',
      }),
    ).toBe(
      'Tahap ini terbuka sejak Senin, 1 Maret 2027 pukul 08.00 WIB dan ditutup pada Kamis, 6 Mei 2027 pukul 23.59 WIB menurut jam portal, jadi permintaan ini tidak dijalankan. Yang sudah tersimpan tetap tersimpan.',
    )
  })

  it('tells limits of files in the unit people see', () => {
    expect(problemText({ code: 'file_too_large', maxBytes: 10 * 1024 * 1024 })).toBe(
      'Berkas melebihi batas 10 MB dan tidak diterima. Perkecil gambar di dalamnya atau pisahkan berkasnya, lalu unggah lagi.',
    )
  })
})

describe('reading an answer', () => {
  it('knows a refusal by its code', async () => {
    expect(await readProblem({ code: 'not_found' })).toEqual({ code: 'not_found' })
  })

  it.each([null, 'not_found', {}, { code: 7 }, { code: 'toString' }, { code: 'unheard_of' }])(
    'does not take %j for a refusal',
    async (body) => {
      expect(await readProblem(body)).toBeUndefined()
    },
  )
})

describe('a sentence that is not there yet', () => {
  it('is named by its code until it was loaded', async () => {
    vi.resetModules()
    const fresh = await import('#site/text/problems.ts')
    const refusal = { code: 'already_decided' } as const
    const missing =
      'Portal menolak permintaan ini (already_decided). Yang sudah tersimpan tetap aman. Penjelasannya belum termuat karena jaringan terputus; muat ulang halaman sesudah tersambung.'
    expect(fresh.problemText(refusal)).toBe(missing)
    expect(await fresh.readProblem(refusal)).toEqual(refusal)
    expect(fresh.problemText(refusal)).toBe('Hasil tahap ini sudah ditetapkan dan tidak berubah lagi.')
  })

  it('stops no refusal: where the sentences cannot be loaded, its code says what happened', async () => {
    vi.resetModules()
    vi.doMock('#site/text/refusals/all.ts', () => {
      throw new Error('offline')
    })
    const fresh = await import('#site/text/problems.ts')
    expect(await fresh.readProblem({ code: 'draft_conflict', version: 3, draft: null })).toEqual({
      code: 'draft_conflict',
      version: 3,
      draft: null,
    })
    vi.doUnmock('#site/text/refusals/all.ts')
  })
})
