/** What the juror's device keeps, for how long, how it goes, and what sealing it does not protect against. */
export function OfflineHelp() {
  return (
    <section className="stack measure" aria-labelledby="bantuan-luring">
      <h2 id="bantuan-luring">Bekerja tanpa jaringan</h2>
      <p>
        Perangkat ini menyimpan halaman juri, sehingga terbuka juga saat jaringan putus. Isian yang belum sampai di
        server disimpan di sini dan dikirim sesudah jaringan kembali. Lembar yang Anda serahkan tanpa jaringan juga
        menunggu di sini; lembar itu diserahkan begitu portal terjangkau dan tahapnya masih terbuka.
      </p>
      <h3>Yang disimpan di perangkat ini</h3>
      <ul className="bullets">
        <li>nama dan peran Anda, daftar penugasan, teks usulan, rubrik, dan berkas yang Anda pilih;</li>
        <li>isian dan lembar nilai yang belum dipastikan sampai di server;</li>
        <li>halaman juri itu sendiri, tanpa data siapa pun.</li>
      </ul>
      <p>
        Kecuali halaman kosong itu, semuanya dienkripsi. Kuncinya dibuat di peramban ini dan tidak dapat diambil keluar
        oleh halaman mana pun. Ukuran dan jumlah simpanan masih terlihat, isinya dan judul usulannya tidak.
      </p>
      <h3>Berapa lama, dan bagaimana menghapusnya</h3>
      <p>
        Simpanan tetap ada sampai Anda menekan Keluar. Saat itu kunci dihapus lebih dahulu, lalu isinya. Sesi yang
        berakhir sendiri tidak menghapus apa pun, supaya isian Anda tidak hilang. Menghapus data situs di pengaturan
        peramban juga menghapus semuanya, termasuk isian yang belum sampai. Bila ruang perangkat habis, peramban dapat
        menghapusnya sendiri; halaman memberi tahu bila isian tidak dapat disimpan.
      </p>
      <h3>Yang tidak dilindungi enkripsi ini</h3>
      <ul className="bullets">
        <li>
          Orang yang memegang perangkat ini dalam keadaan tidak terkunci dan memakai profil peramban yang sama, selama
          Anda belum keluar: ia dapat membuka halaman juri seperti Anda, juga tanpa jaringan.
        </li>
        <li>
          Orang yang dapat menyalin berkas profil peramban dari cakram, karena kuncinya tersimpan di profil itu. Sisa
          berkas yang sudah dihapus pun kadang masih terbaca dari cakram. Pakailah enkripsi cakram dari sistem operasi.
        </li>
        <li>Program jahat di perangkat, ekstensi peramban, tangkapan layar, dan orang yang melihat layar Anda.</li>
        <li>Berkas yang Anda unduh atau cetak sendiri.</li>
      </ul>
      <p>
        Kuncilah layar bila Anda meninggalkan perangkat. Di perangkat yang dipakai bersama, tekan Keluar setiap kali
        selesai, sesudah semua isian sampai di server. Juri lain yang masuk di perangkat ini tidak dapat membuka
        simpanan Anda lewat portal.
      </p>
    </section>
  )
}
