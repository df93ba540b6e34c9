/** Starts the page's connection and what the top bar needs. Loaded once per page as a module. */
import { type Blazor, createReconnection, findNotice, waitOrWake } from './connection';
import { followListKeys } from './listKeys';
import { closeMenusOnChoice } from './menus';

export { observeWidth, scrollToStart } from './grid';
export { listenForKeys } from './keys';
export { signOut } from './session';

declare global {
  interface Window {
    Blazor: Blazor;
  }
}

closeMenusOnChoice();
followListKeys();
void window.Blazor.start({
  circuit: {
    reconnectionHandler: createReconnection(window.Blazor, findNotice(), () => window.location.reload(), waitOrWake),
  },
});
