/* A page's card within WordPress, which hides a frame until it has told its height, lets it open no window, and
   follows links for it to the frame's own host alone (wp-includes/js/wp-embed.js). */
const secret = location.hash.match(/secret=(\w+)/)?.[1];
const { here } = document.currentScript.dataset;
const tell = (message, value) => parent.postMessage({ message, value, secret }, "*");

const height = () => tell("height", Math.ceil(document.body.getBoundingClientRect().height));

if (secret) {
  // Told at once, for a frame that is hidden is not drawn, and nothing is observed there; and whenever its page is ready.
  height();
  addEventListener("message", ({ data }) => { if (data?.message === "ready") height(); });
  new ResizeObserver(height).observe(document.body);
  for (const link of document.links) {
    link.addEventListener("click", (event) => { event.preventDefault(); tell("link", here); });
  }
}
