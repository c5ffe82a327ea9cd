import { Response } from 'miniflare'
import { buildSearchIndex, type SearchFile, type SearchRow } from '../../worker/domain/search.ts'

/* Two pages of the site as small as the Worker's filling allows; the real ones are tested in tests/site and in a browser. */

const named = (name: string) => `<!doctype html><html lang="id"><body><main><h1>${name}</h1></main></body></html>`

const form = (
  language: string,
) => `<!doctype html><html lang="${language}"><body><a class="header-language" href="/">lain</a>
<h1>Laporkan<span data-when="named" hidden>: <span data-list="innovation"></span></span></h1>
<p data-when="refused" hidden>ditolak</p>
<p data-when="machine" hidden>jangan diisi</p>
<p data-when="too_many" hidden>terlalu sering</p>
<form method="post" action="/api/corrections" data-when="named" hidden><input type="hidden" name="slug" value="">
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

const found = `<!doctype html><html lang="id"><body><form role="search"><input type="search" name="q">
<input type="checkbox" name="tahun" value="2020"><input type="checkbox" name="tahun" value="2019"></form>
<p data-when="found" hidden><b data-slot="count"></b><span data-when="query" hidden><q data-slot="query"></q></span></p>
<p data-when="some" hidden>sebagian</p><p data-when="none" hidden>tidak ada</p><ol data-list="results"></ol>
<nav data-when="paged" hidden><a data-when="previous" data-link="previous" href="/" hidden>sebelum</a>
<span data-slot="page"></span>/<span data-slot="pages"></span><a data-when="next" data-link="next" href="/" hidden>berikut</a></nav>
</body></html>`

const innovation = (number: number, name: string, summary: string, year: string): SearchRow => ({
  path: `/inovasi/${number}/`,
  name,
  otherName: null,
  summary,
  agency: 'Pemerintah Kota Contoh',
  award: `TOP 45, ${year}`,
  mark: 'full',
  isSimulation: false,
  terms: { tahun: [year], penghargaan: ['top-45'] },
})
const rows = [
  innovation(1, 'Antar Obat', 'Melayani pasien <di rumah> & di jalan', '2020'),
  innovation(2, 'Pelayanan Satu Pintu', 'Perizinan usaha', '2019'),
  ...Array.from({ length: 23 }, (_, index) => innovation(index + 3, `Kebun ${index + 1}`, 'Kakao rakyat', '2019')),
]
const file: SearchFile = {
  rows,
  index: buildSearchIndex(
    rows.map(({ name, summary }) => [
      { text: name, weight: 5 },
      { text: summary, weight: 1 },
    ]),
    'id',
  ),
}

const receipt = (language: string) => `<!doctype html><html lang="${language}"><body>
<p data-when="number-mistyped" hidden>nomor salah ketik</p><p data-when="hash-malformed" hidden>sidik tidak utuh</p>
<p data-when="file-missing" hidden>tanpa berkas</p><p data-when="file-too_large" hidden>terlalu besar</p>
<p data-when="too_many" hidden>terlalu sering</p><p data-when="unknown" hidden>tidak cocok</p>
<section data-when="valid" hidden><i data-when="newest" hidden>terakhir</i><i data-when="superseded" hidden>ada sesudahnya</i>
<i data-when="withdrawn" hidden>ditarik</i><i data-when="simulation" hidden>simulasi</i>
<b data-slot="number"></b> revisi <b data-slot="revision"></b> dari <b data-slot="newest"></b>: <b data-slot="wib"></b>; <b data-slot="wita"></b>;
<b data-slot="wit"></b>; ditarik <b data-slot="withdrawnAt"></b></section>
<form action="/api/verifications" data-kept><input name="number"><input name="hash"></form></body></html>`

const accountRequest = `<!doctype html><html lang="id"><body>
<section data-when="status" hidden><i data-when="waiting" hidden>menunggu</i><i data-when="granted" hidden>dikabulkan</i>
<i data-when="refused" hidden>ditolak: <b data-slot="reason"></b></i><b data-slot="agency"></b> <b data-slot="reference"></b></section>
<p data-when="unknown" hidden>tidak dikenal</p><p data-when="none" hidden>tidak ada instansi</p>
<form action="/api/account-requests/form" data-kept><input name="agency"></form>
<form method="post" action="/api/account-requests" data-when="form" hidden><p data-when="refused" hidden>belum dikirim</p>
<p data-when="too_many" hidden>terlalu sering</p><div data-list="agencies"></div>
<input name="name"><p data-when="email-wrong" hidden>surel keliru</p><input name="email"><input name="post">
<p data-when="letter-not_a_pdf" hidden>bukan PDF</p><p data-when="letter-file_too_large" hidden>terlalu besar</p></form></body></html>`

const pages = new Map([
  ['/daftar-instansi/formulir/', accountRequest],
  ['/cari/daftar/', found],
  ['/cari/indeks.json', JSON.stringify(file)],
  ['/inovasi/klinik-bum-desa/', named('Klinik <b>BUM</b> Desa &amp; Mitra')],
  ['/en/inovasi/klinik-bum-desa/', named('Klinik BUM Desa &amp; Mitra')],
  ['/koreksi/formulir/', form('id')],
  ['/en/koreksi/formulir/', form('en')],
  ['/verifikasi/', receipt('id')],
  ['/en/verifikasi/', receipt('en')],
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
