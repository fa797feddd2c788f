// Where one is with the keyboard, when what one is at comes late or goes.

/** A new screen is told by its heading, which may stand there only when the daemon has answered; it is waited for in `main`. */
export function toHeading(main: HTMLElement): () => void {
  const heading = () => main.querySelector<HTMLElement>("h1");
  (heading() ?? main).focus();
  const watch = new MutationObserver(() => {
    if (!heading()) return;
    watch.disconnect();
    if (document.activeElement === main) heading()?.focus();
  });
  if (!heading()) watch.observe(main, { childList: true, subtree: true });
  return () => watch.disconnect();
}

/** Back to the heading when what had the focus is gone, as a button that was decided with. */
export function keepFocus(main: HTMLElement): () => void {
  let at: Element | null = null;
  const note = (event: FocusEvent) => (at = event.target instanceof Element ? event.target : null);
  const watch = new MutationObserver(() => {
    if (!at || at.isConnected || document.activeElement !== document.body) return;
    at = null;
    toHeading(main);
  });
  main.addEventListener("focusin", note);
  watch.observe(main, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    main.removeEventListener("focusin", note);
  };
}
