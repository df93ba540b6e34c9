import { getSession } from '../api';
import { h } from '../ui/dom';

/** Opens a modal dialog inside the workbench and removes it when it closes. */
export function openDialog(parent: HTMLElement, title: string, className: string, ...content: (Node | string)[]): HTMLDialogElement {
  const heading = h('h2', { text: title, id: `${className}-title` });
  const dialog = h('dialog', { class: `wb-dialog ${className}`, 'aria-labelledby': heading.id }, heading, ...content);
  const before = document.activeElement as HTMLElement | null;
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus({ preventScroll: true });
  });
  parent.append(dialog);
  dialog.showModal();
  return dialog;
}

const REASONS = ['The image cannot be judged', 'Wrong body part or view', 'I am not sure, somebody else should look', 'It should not be in this project'];

export function askSkipReason(parent: HTMLElement, imageName: string, skip: (reason: string) => void): void {
  const choices = REASONS.map((reason, i) => h('label', { class: 'wb-choice' }, h('input', { type: 'radio', name: 'reason', value: reason, checked: i === 0 }), reason));
  const other = h('input', { type: 'text', class: 'wb-search', 'aria-label': 'Another reason', placeholder: 'Another reason', maxlength: 200 });
  const form = h('form', { method: 'dialog' }, h('fieldset', {}, h('legend', { text: `Why is ${imageName} skipped?` }), ...choices, other),
    h('div', { class: 'wb-actions' }, h('button', { type: 'button', class: 'wb-button', text: 'Back', onClick: () => dialog.close() }),
      h('button', { class: 'wb-button primary', text: 'Skip, next' })));
  const dialog = openDialog(parent, 'Skip this image', 'wb-skip', form);
  form.addEventListener('submit', () => {
    const chosen = form.querySelector<HTMLInputElement>('input[name=reason]:checked')?.value ?? REASONS[0];
    skip(other.value.trim() || chosen);
  });
}

const ASK_EVERY_MS = 1500;

/** Signing in over the page, so that nothing on it is lost; `done` runs when the studio knows the person again. */
export function openSignIn(parent: HTMLElement, done: () => void): void {
  if (parent.querySelector('.wb-sign-in')) return;
  const url = '/sign-in?popup=1';
  const dialog = openDialog(parent, 'Sign in again', 'wb-sign-in',
    h('p', { text: 'Your strokes are kept in this browser and are sent when you have signed in.' }),
    h('iframe', { src: url, title: 'Sign in' }),
    h('form', { method: 'dialog', class: 'wb-actions' },
      h('button', { type: 'button', class: 'wb-button', text: 'Open in a window', onClick: () => window.open(url, 'studio-sign-in', 'popup,width=480,height=640') }),
      h('button', { class: 'wb-button', text: 'Later' })));
  const asking = setInterval(() => {
    getSession().then(() => {
      if (!dialog.open) return;
      dialog.close();
      done();
    }, () => {});
  }, ASK_EVERY_MS);
  dialog.addEventListener('close', () => clearInterval(asking));
}
