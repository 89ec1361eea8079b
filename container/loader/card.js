/**
 * What stands in for a part of the page that isn't there: the slot's own `<template data-mf-fallback>`, or a card.
 * `role=alert` makes screen readers say it when it appears.
 * @param {Error} error
 * @param {HTMLTemplateElement | null | undefined} fallback may hold `[data-mf-reason]` for the text and `[data-mf-retry]`, a button
 * @param {() => void} retry
 * @returns {HTMLElement}
 */
export function errorCard(error, fallback, retry) {
  const card = document.createElement('div');
  card.setAttribute('role', 'alert');
  if (fallback) {
    card.append(document.importNode(fallback.content, true));
  } else {
    card.className = 'mf-error';
    card.innerHTML =
      '<div><h2 class=mf-error__title>This part of the page is not available</h2><p class=mf-error__reason data-mf-reason></p>' +
      '<button type=button class="ui-button ui-button--secondary" data-mf-retry>Retry</button></div>';
  }
  for (const reason of card.querySelectorAll('[data-mf-reason]')) reason.textContent = error.message;
  for (const button of card.querySelectorAll('[data-mf-retry]')) button.addEventListener('click', retry);
  return card;
}

/** The template for a slot: in it, or beside it under its id. @param {Element} slot @returns {HTMLTemplateElement | null | undefined} */
export function fallbackTemplate(slot) {
  const own = /** @type {HTMLTemplateElement | null} */ (slot.querySelector('template[data-mf-fallback]'));
  return own ?? slot.parentElement?.querySelector(`:scope>template[data-mf-fallback="${slot.id}"]`);
}
