/** Types text at the cursor as a person would, so that the browser's own undo takes it back. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus()
  // Deprecated and without successor: nothing else keeps the undo history of a text field.
  if (document.execCommand('insertText', false, text)) return
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
