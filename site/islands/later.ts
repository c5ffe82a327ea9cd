import { createElement, lazy, type ComponentType, type LazyExoticComponent } from 'react'

const NotLoaded = () =>
  createElement(
    'p',
    { role: 'alert', className: 'attention' },
    'Bagian halaman ini belum termuat karena jaringan terputus. Isian Anda aman; muat ulang halaman sesudah tersambung.',
  )

type Part<Props> = { default: ComponentType<Props> }

/** A part of the page that is loaded when it is first shown. Without a network it says so, and the rest of the page goes on. */
export function later<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() =>
    load().then(
      (part): Part<Props> => ({ default: part }),
      (): Part<Props> => ({ default: NotLoaded }),
    ),
  )
}
