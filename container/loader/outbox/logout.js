import { nameUnsent } from './status.js';

/**
 * Logging out while something is unsent: says so, and that it stays, and asks.
 * @param {() => import('./status.js').Waiting | undefined} waiting
 * @param {() => string} signedIn
 * @param {() => void} wake
 * @param {(changed: () => void) => () => void} follow
 */
export function guardLogout(waiting, signedIn, wake, follow) {
  const mine = () => {
    const found = waiting();
    return found?.person === signedIn() ? found : undefined;
  };
  addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.getAttribute('action') !== '/logout' || !mine()) return;
    event.preventDefault();
    const dialog = document.createElement('dialog');
    dialog.className = 'ui-dialog';
    dialog.setAttribute('aria-labelledby', 'mf-unsent');
    dialog.innerHTML =
      '<h2 class=ui-dialog__title id=mf-unsent tabindex=-1 autofocus></h2><div class=ui-dialog__body><p role=status></p></div>' +
      '<div class=ui-dialog__actions><button type=button class="ui-button ui-button--primary">Send first</button>' +
      '<button type=button class="ui-button ui-button--secondary">Log out anyway</button></div>';
    const [title, text] = /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll('h2, p'));
    const [send, leave] = dialog.querySelectorAll('button');
    let sending = false;
    const show = () => {
      const found = mine();
      if (!found) {
        if (sending) form.submit();
        dialog.close();
        return;
      }
      const { who, phase, kept } = found;
      title.textContent = `Not sent yet: ${nameUnsent(found)}`;
      text.textContent = !kept
        ? "They can't be kept on this phone: if you log out now, they are lost."
        : sending && phase === 'waiting'
          ? 'There is no connection. We go on trying; what is unsent stays on this phone.'
          : sending
            ? 'Sending…'
            : `They stay on this phone and are sent when ${who} logs in here again.`;
    };
    const off = follow(show);
    dialog.addEventListener('close', () => {
      off();
      dialog.remove();
    });
    send.addEventListener('click', () => {
      sending = true;
      wake();
      show();
    });
    // `submit` as a method asks nobody.
    leave.addEventListener('click', () => form.submit());
    document.body.append(dialog);
    show();
    dialog.showModal();
  });
}
