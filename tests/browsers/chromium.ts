import { chromium } from "playwright";
import { browserFlags, findBrowser } from "../browser/find-browser.ts";
import { keys, type Remote } from "./remote.ts";

/** The browser of the tests, as the one that the others are compared with. */
export async function openChromium(): Promise<Remote> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(0);
  return {
    name: `chromium ${browser.version()}`,
    navigate: async (url) => void (await page.goto(url)),
    evaluate: <T>(body: string) => page.evaluate(`(async () => { ${body} })()`) as Promise<T>,
    press: async (...pressed) => {
      for (const key of pressed) await (key in keys ? page.keyboard.press(key) : page.keyboard.type(key));
    },
    click: (x, y) => page.mouse.click(x, y),
    setFiles: (selector, paths) => page.locator(selector).setInputFiles([...paths]),
    close: () => browser.close(),
  };
}
