// Every question to the API goes through here.

const { api, site } = document.documentElement.dataset;

/** An answer that is no success. `body` is the problem that the API tells (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail);
    Object.assign(this, { status, body });
  }
}

/** JSON of `path` below /api/v1/, without parameters that have no value. A busy server is asked again when it says so,
 * `tries` times. Throws Problem, or TypeError offline. */
export async function get(path, parameters = {}, tries = 3) {
  const address = new URL(path, api);
  for (const [name, value] of Object.entries({ site, ...parameters })) if (value) address.searchParams.set(name, value);
  const response = await fetch(address);
  if (response.status === 503 && tries) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * (response.headers.get("Retry-After") ?? 1)));
    return get(path, parameters, tries - 1);
  }
  const body = await response.json();
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}

const frames = new Map();

/** The site with its menus, in a language; `others` stand in for what it lacks. Asked for once a visit. */
export async function frame(locale = "", others = "") {
  if (!frames.has(locale)) {
    const wanted = { locale, fallback: others };
    const [about, menus] = await Promise.all([get("site/", wanted), get("menus/", wanted)]);
    frames.set(locale, { ...about, menus: Object.fromEntries(menus.items.map((menu) => [menu.name, menu.items])) });
  }
  return frames.get(locale);
}
