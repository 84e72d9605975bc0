// After a refused form the reader (and the screen reader) starts at the list of what to mend.
export function focusErrorSummary() {
  document.querySelector("[data-error-summary]")?.focus();
}
