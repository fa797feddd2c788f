// Where one is with the keyboard is not lost when what one was at is gone, as a button that was decided with.
export function keepFocus(within: HTMLElement): () => void {
  let at: Element | null = null;
  const note = (event: FocusEvent) => (at = event.target instanceof Element ? event.target : null);
  const watch = new MutationObserver(() => {
    if (!at || at.isConnected || document.activeElement !== document.body) return;
    at = null;
    within.querySelector<HTMLElement>("h1")?.focus();
  });
  within.addEventListener("focusin", note);
  watch.observe(within, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    within.removeEventListener("focusin", note);
  };
}
