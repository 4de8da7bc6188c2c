// What one frame shows, the other shall show too. A website that tells how far it is scrolled (docs/preview.md)
// has that passed on; one that does not is scrolled by hand, frame by frame.
(() => {
  const frames = [...document.querySelectorAll("[data-beside] iframe")];
  addEventListener("message", ({ source, data }) => {
    const told = frames.find((frame) => frame.contentWindow === source);
    if (!told || data?.type !== "dateline:scroll" || !Number.isFinite(data.part)) return;
    for (const frame of frames) {
      if (frame !== told) frame.contentWindow.postMessage({ type: "dateline:scroll", part: data.part }, "*");
    }
  });
})();
