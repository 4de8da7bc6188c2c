// Swagger UI from this server alone: no validator badge, for that would ask a third host.
const place = document.getElementById("docs");
// Relative, so that the page works under whatever name it was reached by.
const documentUrl = new URL(place.dataset.document).pathname;

SwaggerUIBundle({
  url: documentUrl,
  domNode: place,
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 1,
  presets: [SwaggerUIBundle.presets.apis],
  // The server that the document names may be another than the one these pages are read from.
  requestInterceptor: (request) => {
    const asked = new URL(request.url, window.location.href);
    if (asked.pathname.startsWith("/api/v1/")) {
      request.url = window.location.origin + asked.pathname + asked.search;
    }
    return request;
  },
});
