import { useEffect, useRef, useState } from 'react'
import { getDocument } from 'unpdf/pdfjs'
import { count } from '#site/text/format.ts'

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>

/** Steps of magnification; 1 fills the pane. */
const zooms = [0.75, 1, 1.5, 2] as const
/** Pixels of one page at most, so that a wide scan does not take a tablet's memory. */
const mostPixels = 8_000_000
/** Height of a page by its width before it is known: A4. */
const usualShape = Math.SQRT2

/** A PDF, page below page, each painted when it comes near. Its text stands beside it for those who hear the page. */
export function PdfPages({ blob }: { blob: Blob }) {
  const [pdf, setPdf] = useState<Pdf>()
  const [isBroken, setBroken] = useState(false)
  const [zoom, setZoom] = useState(1)
  useEffect(() => {
    const opening = blob.arrayBuffer().then((data) =>
      // No script, no fonts or links from elsewhere: the file is only looked at.
      getDocument({ data: new Uint8Array(data), enableXfa: false, verbosity: 0 }),
    )
    let isCurrent = true
    opening
      .then((task) => task.promise)
      .then(
        (opened) => isCurrent && setPdf(opened),
        () => isCurrent && setBroken(true),
      )
    return () => {
      isCurrent = false
      void opening.then((task) => task.destroy())
    }
  }, [blob])
  if (isBroken) return <p className="attention">PDF ini tidak dapat dibaca di sini. Unduh untuk membukanya.</p>
  if (!pdf) return <p className="hint">Menyiapkan halaman</p>
  return (
    <>
      <div className="tabs file-zoom no-print" role="group" aria-label="Perbesaran">
        {zooms.map((one) => (
          <button key={one} type="button" aria-pressed={one === zoom} onClick={() => setZoom(one)}>
            {count(one * 100)}%
          </button>
        ))}
        <span className="hint">{count(pdf.numPages)} halaman</span>
      </div>
      {/* Wider than the pane when magnified: then it scrolls, also by keyboard. */}
      <div className="file-pages" tabIndex={0} role="region" aria-label="Halaman lampiran">
        {Array.from({ length: pdf.numPages }, (_, at) => (
          <Page key={at} pdf={pdf} number={at + 1} zoom={zoom} />
        ))}
      </div>
    </>
  )
}

function Page({ pdf, number, zoom }: { pdf: Pdf; number: number; zoom: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isNear, setNear] = useState(false)
  const [text, setText] = useState('')

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setNear(true)
      },
      { rootMargin: '600px' },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  useEffect(() => {
    const element = canvas.current
    if (!element || !isNear) return
    let isCurrent = true
    let rendering: { cancel: () => void } | undefined
    const paint = async () => {
      const page = await pdf.getPage(number)
      const plain = page.getViewport({ scale: 1 })
      const width = (element.parentElement?.clientWidth ?? plain.width) * zoom
      const sharp = Math.min(
        (width / plain.width) * window.devicePixelRatio,
        Math.sqrt(mostPixels / (plain.width * plain.height)),
      )
      const viewport = page.getViewport({ scale: sharp })
      if (!isCurrent) return
      element.width = viewport.width
      element.height = viewport.height
      element.style.width = `${width}px`
      element.style.height = `${(width * plain.height) / plain.width}px`
      const task = page.render({ canvas: element, viewport })
      rendering = task
      await task.promise
      const { items } = await page.getTextContent()
      if (isCurrent) setText(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    // A page that is scrolled away or painted anew stops; the rest of the file stays readable.
    paint().catch(() => undefined)
    return () => {
      isCurrent = false
      rendering?.cancel()
    }
  }, [pdf, number, zoom, isNear])

  return (
    <figure>
      <canvas ref={canvas} className="file-page" width={600} height={Math.round(600 * usualShape)} aria-hidden="true" />
      <figcaption className="hint">
        Halaman {count(number)}
        <span className="visually-hidden">: {text}</span>
      </figcaption>
    </figure>
  )
}
