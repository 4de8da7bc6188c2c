// Whoever is signed out while a form is open loses what it says: sent, it leads to the sign-in page. So this is
// looked at before anything is sent, and a dialog leads to another tab. Signing in changes the form's token, too.
(() => {
  const dialog = document.getElementById("signed-out");
  if (!dialog) return;

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(dialog.dataset.url, {
      cache: "no-store",
      headers: { "X-Requested-With": "XMLHttpRequest" },
    }).catch(() => null);
    if (answer?.ok) {
      const { token } = await answer.json();
      for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
      dialog.close();
    } else if (answer?.status === 403 && !dialog.open) {
      dialog.showModal();
    }
  }

  for (const happening of ["focus", "w-autosave:error"]) window.addEventListener(happening, look);
  document.addEventListener("visibilitychange", look);
  window.setInterval(look, 60_000);
  dialog.querySelector("button").addEventListener("click", look);
})();
