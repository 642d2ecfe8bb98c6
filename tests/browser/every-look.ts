import type { Browser, BrowserContextOptions, Page } from "playwright";

/** What a reader is looking at: an address, and what has to be there before a picture is one. */
const scenes: Readonly<Record<string, { readonly address: string; readonly ready?: string }>> = {
  gates: { address: "" },
  gradients: { address: "view=gradients" },
  across: { address: "view=gradients&asks=across" },
  replaced: { address: "view=gradients&asks=replaced" },
  fresh: { address: "view=gradients&asks=fresh" },
  predict: { address: "view=predict" },
  activations: { address: "view=activations" },
  memory: { address: "view=memory", ready: ".strong-row" },
};

const touch: BrowserContextOptions = { hasTouch: true, isMobile: true };
const sizes: Readonly<Record<string, { readonly context: BrowserContextOptions; readonly isProjected?: true }>> = {
  "390": { context: { viewport: { width: 390, height: 844 }, ...touch } },
  "820": { context: { viewport: { width: 820, height: 1180 }, ...touch } },
  "1024": { context: { viewport: { width: 1024, height: 768 } } },
  "1440": { context: { viewport: { width: 1440, height: 900 } } },
  "2560": { context: { viewport: { width: 2560, height: 1440 } } },
  projector: { context: { viewport: { width: 1920, height: 1080 } }, isProjected: true },
};

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: {},
  dark: { colorScheme: "dark" },
  forced: { forcedColors: "active" },
};

/** A scene at a size in a look. */
export interface Look {
  readonly name: string;
  readonly address: string;
  readonly ready: string | undefined;
  readonly context: BrowserContextOptions;
  readonly isProjected: boolean;
}

/** Every scene at every size in every look. */
export const everyLook: readonly Look[] = Object.entries(scenes).flatMap(([scene, { address, ready }]) =>
  Object.entries(sizes).flatMap(([size, { context, isProjected = false }]) =>
    Object.entries(looks).map(([look, own]) => ({
      name: `${scene}-${size}-${look}`,
      address,
      ready,
      context: { ...context, ...own },
      isProjected,
    })),
  ),
);

const isAtWork = () =>
  document.querySelector("[aria-busy=true]") !== null ||
  /computing|loading|being measured|% measured/i.test(document.querySelector("main")?.innerText ?? "");

/** Opens a look of the page and hands it over once its numbers are there. @param moment the sentence, as an address */
export async function openLook(browser: Browser, root: string, look: Look, moment: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...look.context });
  const page = await context.newPage();
  await page.goto(`${root}#${moment}&${look.address}`);
  await page.locator('main[aria-busy="false"]').waitFor();
  if (look.isProjected) await page.getByRole("button", { name: "Projector" }).click();
  await page.locator(".statement p").first().waitFor({ state: "attached" });
  await page.locator(".transport button").first().waitFor();
  if (look.ready !== undefined) await page.locator(look.ready).first().waitFor({ state: "attached" });
  // The parts of a view are loaded one after the other, and each asks the engine for what it shows.
  for (let calm = 0; calm < 3; ) {
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(300);
    calm = (await page.evaluate(isAtWork)) ? 0 : calm + 1;
  }
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** What can be found without taste: text that is cut or leaves the window, targets too small for a finger. */
export function plainFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const say = (element: Element, what: string) =>
      found.push(`${what}: ${element.className || element.tagName} “${element.textContent?.trim().slice(0, 40)}”`);
    if (document.documentElement.scrollWidth > window.innerWidth) found.push("the page is wider than the window");
    const isSeen = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const isInScroller = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || isInScroller(element.parentElement));
    for (const element of document.querySelectorAll("main *, header *")) {
      if (!isSeen(element) || element.matches("input, textarea")) continue;
      if (element.closest(".visually-hidden, .katex, svg, [aria-hidden=true]") !== null) continue;
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
      if (isCut && (overflowX === "hidden" || overflowX === "clip") && textOverflow !== "ellipsis") say(element, "cut");
      const isText = [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim());
      const { left, right } = element.getBoundingClientRect();
      if (isText && (left < -1 || right > window.innerWidth + 1) && !isInScroller(element)) say(element, "outside of the window");
    }
    if (matchMedia("(pointer: coarse)").matches && window.innerWidth < 600)
      for (const element of document.querySelectorAll("button, a[href], select, input:not([type=range])")) {
        const { width, height } = element.getBoundingClientRect();
        // A number in a line of text is as large as the line.
        if (!isSeen(element) || element.closest(".visually-hidden, .worked-number") !== null || width <= 1) continue;
        if (width < 44 || height < 44) say(element, `small, ${Math.round(width)} × ${Math.round(height)}`);
      }
    return found;
  });
}
