import { createElement, StrictMode, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'

/** Mounts the one island of a workspace page on `#island` of WorkspaceLayout. */
export function mount(Island: ComponentType): void {
  const element = document.getElementById('island')
  if (!element) throw new Error('the page has no #island')
  createRoot(element).render(createElement(StrictMode, null, createElement(Island)))
}
