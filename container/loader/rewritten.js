/**
 * Pages are changed by others before they come alive: a translator wraps texts in `<font>`, an extension puts in what it likes, and
 * their reader has begun to fill in a form.
 */

/** Takes the wraps off, so that a remote finds its texts where the server had them. @param {Element} root */
export function unwrapTexts(root) {
  for (const wrap of root.querySelectorAll('font')) wrap.replaceWith(...wrap.childNodes);
  root.normalize();
}

/**
 * Remembers what was typed and ticked, for the same form drawn anew.
 * @param {Element} root
 * @returns {() => void} puts it back
 */
export function keepEntries(root) {
  const fields = () => [...root.querySelectorAll('input')];
  const changed = fields()
    .filter((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked)
    .map(({ name, value, checked }) => ({ name, value, checked }));
  return () => {
    for (const field of fields()) {
      const ticks = /radio|checkbox/.test(field.type);
      const before = changed.find(({ name, value }) => name === field.name && (!ticks || value === field.value));
      if (!before) continue;
      if (ticks) field.checked = before.checked;
      else field.value = before.value;
    }
  };
}
