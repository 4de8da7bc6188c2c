// Whoever presses a button while Wagtail's autosave is on its way waits for it. Sent at once, the form of a new
// page would go to where pages are made, once more: an error about its own slug, or a second page.
document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
    if (!autosave?.submitPromise) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    autosave.submitPromise.then(() => form.requestSubmit(submitter));
  },
  true,
);
