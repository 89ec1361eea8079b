import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

import { root } from '../fixtures/place.js';

/** The outbox' sources as one piece of text, so that they can run without a browser, and with a fault put in. */

const FOLDER = join(root, 'container/loader/outbox');

/** @typedef {{ file: string, sound: string, broken: string }} Edit */

/** What holds a module's exports. @param {string} module its path from the outbox' folder, without the ending */
const variable = (module) => `$${module.replace('../', 'loader_')}`;

/** @param {Edit[]} [edits] */
function assemble(edits = []) {
  /** @type {Map<string, string>} */
  const modules = new Map();
  /** @param {string} name */
  const add = (name) => {
    if (modules.has(name)) return;
    let text = readFileSync(join(FOLDER, `${name}.js`), 'utf8');
    for (const { sound, broken } of edits.filter(({ file }) => file === `${name}.js`)) {
      if (!text.includes(sound)) throw new Error(`${name}.js has changed: the mutant no longer is one`);
      text = text.replace(sound, () => broken);
    }
    /** @type {string[]} */
    const exported = [];
    text = text.replace(/^import \{([^}]*)\} from '(\.\.?\/\w+)\.js';$/gm, (_, names, from) => {
      const module = normalize(from);
      add(module);
      return `const {${names}} = ${variable(module)};`;
    });
    text = text.replace(/^export ((?:async )?function|const) (\w+)/gm, (_, kind, what) => {
      exported.push(what);
      return `${kind} ${what}`;
    });
    if (/^(import|export) /m.test(text)) throw new Error(`${name}.js imports or exports in a way that isn't known here`);
    modules.set(name, `const ${variable(name)} = (() => {\n${text}\nreturn { ${exported.join(', ')} };\n})();`);
  };
  add('service');
  return [...modules.values()].join('\n');
}

/** As a file of a release. @param {Edit[]} edits */
export const asModule = (edits) => `${assemble(edits)}\nexport const { startOutbox } = $service;\n`;

/**
 * As a function of the globals that a browser has.
 * @param {string[]} globals their names @param {Edit[]} [edits]
 * @returns {(...globals: any[]) => typeof import('../../container/loader/outbox/service.js').startOutbox}
 */
export const asFunction = (globals, edits) => /** @type {any} */ (new Function(...globals, `${assemble(edits)}\nreturn $service.startOutbox;`));
