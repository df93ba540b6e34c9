/** Menus are popovers. The browser closes them on Escape and on a click elsewhere; choosing an entry closes them too. */
export function closeMenusOnChoice(): void {
  document.addEventListener('click', (event) => {
    const entry = event.target instanceof Element ? event.target.closest('.menu-item') : null;
    entry?.closest<HTMLElement>('[popover]')?.hidePopover();
  });
}
