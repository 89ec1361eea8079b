import { expect, ready, serve, test } from '../fixtures/index.js';
import { finish, register } from '../fixtures/people.js';

/** The dashboard's filter of attempts. */

serve();

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('the filter shows what it says', async ({ page }) => {
      await register(page.request);
      await finish(page.request, 'mixed', 2);
      await page.goto('/dashboard');
      if (javaScriptEnabled) await ready(page);
      const rows = page.locator('[data-passed]');
      await expect(rows).toHaveCount(1);
      await expect(rows).toBeVisible();
      await page.getByRole('radio', { name: 'Passed' }).check();
      await expect(rows).toBeHidden();
      await expect(page.getByText('No passed attempt yet.')).toBeVisible();
      if (javaScriptEnabled) {
        await expect(page.getByRole('status').filter({ hasText: '0 of 1 attempts shown' })).toHaveCount(1);
        await expect(page).toHaveURL(/\?filter=passed$/);
        await page.reload();
        await expect(page.getByRole('radio', { name: 'Passed' })).toBeChecked();
        await expect(rows).toBeHidden();
      }
      await page.getByRole('radio', { name: 'Failed' }).check();
      await expect(rows).toBeVisible();
    });
  });
}
