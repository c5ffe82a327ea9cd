import { openBrowser } from '../e2e/browser.ts'
import { median, percentile, type Measurement } from './measurement.ts'
import { serveFolder } from './static-server.ts'

/** Asked one after the other by a reader who has not asked any of them before. */
const questions = `
  layanan, kesehatan ibu, sampah, desa, stunting, pernikahan anak, malaria, perizinan, antrean rumah sakit,
  pengaduan warga, sekolah pulau, air bersih, pasar rakyat, lansia, nelayan, pajak, ambulans, disabilitas,
  kependudukan, petani garam, gizi, perempuan, kebakaran hutan, perpustakaan, bantuan hukum, usaha kecil
`
  .split(',')
  .map((question) => question.trim())

/**
 * How long `/cari/` takes in Chromium from the question to the list on the screen. The first question of a visit also loads the
 * search itself and is measured apart.
 */
export async function searchLatency(site: string): Promise<Measurement[]> {
  const server = await serveFolder(site)
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`${server.origin}/cari/`)
    const times: number[] = []
    for (const question of ['inovasi', ...questions]) times.push(await page.evaluate(answered, question))
    const [first = 0, ...later] = times
    return [
      { name: 'search_first_ms', value: first, unit: 'ms' },
      { name: 'search_p50_ms', value: median(later), unit: 'ms' },
      { name: 'search_p95_ms', value: percentile(later, 0.95), unit: 'ms' },
    ]
  } finally {
    await browser.close()
    server.close()
  }
}

/** Runs in the page: asks, and waits for the title, which is written after the list. */
function answered(question: string): Promise<number> {
  const box = document.querySelector<HTMLInputElement>('[data-search] input[name="q"]')
  if (!box?.form) throw new Error('/cari/ has no search form')
  const { form } = box
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const late = setTimeout(() => reject(new Error(`no answer to ${question}`)), 20_000)
    const titles = new MutationObserver(() => {
      if (!document.title.startsWith(`${question} - `)) return
      titles.disconnect()
      clearTimeout(late)
      resolve(performance.now() - started)
    })
    titles.observe(document.head, { subtree: true, childList: true, characterData: true })
    box.value = question
    form.requestSubmit()
  })
}
