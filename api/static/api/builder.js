/* The builder without its button: whatever is chosen shows at once. The server says what changes, as without this. */
const form = document.querySelector("form");
const said = document.getElementById("said");
const { copied, notCopied, failed } = document.body.dataset;
let asked = 0;
let timer = 0;

/** What differs is put in place, but where somebody is typing or choosing. */
function take(page) {
  for (const theirs of page.querySelectorAll("[data-part]")) {
    const mine = document.querySelector(`[data-part="${theirs.dataset.part}"]`);
    if (!mine || mine.innerHTML === theirs.innerHTML) continue;
    if (!mine.contains(document.activeElement)) mine.innerHTML = theirs.innerHTML;
    else count(mine, theirs);
  }
  groups(page);
  ready();
}

/** Where the focus is, only the numbers beside the choices change. */
function count(mine, theirs) {
  const numbers = new Map([...theirs.querySelectorAll("label")].map((each) => [each.control?.value, each.querySelector("small")?.textContent]));
  for (const label of mine.querySelectorAll(".choices label")) {
    label.querySelector("small").textContent = numbers.get(label.control.value) ?? "0";
  }
}

/** A filter that nothing has any more goes, and comes again with what has it. */
function groups(page) {
  const mine = form.querySelector("fieldset");
  for (const each of mine.querySelectorAll(":scope > details")) {
    if (!page.querySelector(`[data-part="${each.dataset.part}"]`) && !each.contains(document.activeElement)) each.remove();
  }
  for (const theirs of page.querySelectorAll("form > fieldset:first-of-type > details")) {
    if (!mine.querySelector(`[data-part="${theirs.dataset.part}"]`)) mine.append(document.importNode(theirs, true));
  }
}

async function show() {
  const turn = ++asked;
  // What was copied is not what is shown from now on.
  said.textContent = "";
  const address = `?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address, { credentials: "omit" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return;
    take(page);
    history.replaceState(null, "", address);
  } catch {
    if (turn === asked) document.querySelector("[data-part=summary]").textContent = failed;
  }
}

async function copy(button) {
  const code = button.parentElement.querySelector("code");
  getSelection().selectAllChildren(code);
  let done = false;
  try {
    await navigator.clipboard.writeText(code.textContent);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  // Said again where it has been said before.
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = done ? copied : notCopied; });
  const shown = button.firstChild;
  const label = shown.data;
  if (done && label !== copied) {
    shown.data = copied;
    setTimeout(() => { shown.data = label; }, 2000);
  }
}

function ready() {
  for (const button of document.querySelectorAll(".code > button")) button.hidden = false;
}

form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 250); });
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); show(); });
document.addEventListener("click", ({ target }) => { const button = target.closest(".code > button"); if (button) copy(button); });
form.querySelector("button").hidden = true;
ready();
