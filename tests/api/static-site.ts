import { Response } from 'miniflare'

/* Two pages of the site as small as the Worker's filling allows; the real ones are tested in tests/site and in a browser. */

const form = (name: string) => `<!doctype html><html lang="id"><body><h1>${name}</h1>
<p data-when="refused" hidden>ditolak</p>
<p data-when="machine" hidden>jangan diisi</p>
<p data-when="too_many" hidden>terlalu sering</p>
<form method="post" action="/api/corrections">
<div class="field" data-field="statement"><p data-when="statement-missing" hidden>isi dulu</p><textarea name="statement"></textarea></div>
<div class="field" data-field="proposed"><textarea name="proposed"></textarea></div>
<div class="field" data-field="sourceUrl"><p data-when="sourceUrl-not_an_address" hidden>bukan alamat</p><input name="sourceUrl"></div>
<div class="field" data-field="email"><input name="email"></div>
</form></body></html>`

const report = (language: string) => `<!doctype html><html lang="${language}"><body>
<p data-when="unknown" hidden>tidak dikenal</p>
<section data-when="known" hidden><h1 data-slot="reference"></h1><p data-slot="statement"></p><p data-slot="proposed"></p>
<a data-link="innovation">inovasi</a><a data-when="source" hidden data-link="source" data-slot="source"></a>
<p data-when="open" hidden>menunggu</p><p data-when="accepted" hidden>diterima</p><p data-when="rejected" hidden>ditolak</p>
<p data-when="answered" hidden data-slot="answer"></p></section></body></html>`

const pages = new Map([
  ['/inovasi/klinik-bum-desa/koreksi/', form('Klinik BUM Desa')],
  ['/en/inovasi/klinik-bum-desa/koreksi/', form('Klinik BUM Desa')],
  ['/koreksi/laporan/', report('id')],
  ['/en/koreksi/laporan/', report('en')],
])

/** Stands for the static site that is deployed beside the Worker. */
export function staticSite(request: { url: string }): Response {
  const page = pages.get(new URL(request.url).pathname)
  return new Response(page ?? 'tidak ada', {
    status: page === undefined ? 404 : 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'self'" },
  })
}
