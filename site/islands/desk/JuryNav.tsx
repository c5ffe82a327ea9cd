const pages = [
  { href: '/juri/', name: 'Daftar usulan' },
  { href: '/juri/nilai-saya/', name: 'Nilai saya' },
  { href: '/juri/bukti/', name: 'Tanda terima' },
  { href: '/juri/konsolidasi/', name: 'Konsolidasi' },
  { href: '/juri/benturan/', name: 'Benturan kepentingan' },
  { href: '/juri/wawancara/', name: 'Wawancara' },
  { href: '/juri/kunjungan/', name: 'Kunjungan lapangan' },
] as const

/** From one of the jury's pages to the others. */
export const JuryNav = () => (
  <nav className="tabs tabs-line jury-nav no-print" aria-label="Halaman juri">
    {pages.map(({ href, name }) => (
      <a key={href} href={href} aria-current={window.location.pathname === href ? 'page' : undefined}>
        {name}
      </a>
    ))}
  </nav>
)
