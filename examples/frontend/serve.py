"""Serves the starter frontend: python examples/frontend/serve.py --api http://localhost:8000 --port 8001

Needs nothing but Python. A script in a browser shows a page, but it cannot answer with a status, lead
elsewhere before anything is loaded, or give a title to those who run no scripts. A server does that for it.
"""

import argparse
import json
import signal
import socket
import sys
from html import escape
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import ProxyHandler, build_opener

HERE = Path(__file__).resolve().parent
TYPES = {".js": "text/javascript", ".json": "application/json", ".css": "text/css"}
ASSETS = {f"/assets/{file.name}": file for file in HERE.iterdir() if file.suffix in TYPES}
OF_THE_API = {"/sitemap.xml", "/sitemap-news.xml", "/llms.txt"}
OWN = {"/search/", "/preview"}
FIELDS = "_,locale,direction,html_url,seo"
HTML = "text/html; charset=utf-8"
# No proxy between us and the API, whatever the environment says.
opened = build_opener(ProxyHandler({})).open


class Website(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    api = site = ""

    def do_GET(self):
        path = urlsplit(self.path).path
        if file := ASSETS.get(path):
            self.answer(200, file.read_bytes(), f"{TYPES[file.suffix]}; charset=utf-8")
        elif path in OF_THE_API:
            status, body, headers = self.ask(path)
            self.answer(status, body, headers["Content-Type"])
        else:
            self.page(path)

    do_HEAD = do_GET

    def page(self, path):
        """The shell, with what can be said of the page before any script runs; or where the path leads."""
        status, found = 200, {}
        if path == "/preview":
            # The script asks for the draft itself; a link that has ended must be no success to anybody.
            token = parse_qs(urlsplit(self.path).query).get("token", [""])[0]
            status, *_ = self.ask("/api/v1/preview/", token=token, site=None)
        elif path not in OWN:
            status, body, _ = self.ask("/api/v1/resolve/", path=self.path, fields=FIELDS)
            try:
                found = json.loads(body)
            except ValueError:  # a page of what stands before the API
                status = 502
        if found.get("outcome") == "redirect":
            self.answer(308 if found["permanent"] else 307, b"", HTML, {"Location": found["location"]})
            return
        meta = found.get("page", {}).get("meta", {"locale": "en", "direction": "ltr"})
        shell = Template((HERE / "index.html").read_text(encoding="utf-8")).substitute(
            lang=meta["locale"],
            dir=meta["direction"],
            api=escape(f"{self.api}/api/v1/"),
            site=escape(self.site),
            head=head(meta.get("seo"), self.oembed(meta.get("html_url"))),
        )
        self.answer(status, shell.encode(), HTML, self.policy(path))

    def ask(self, address, **query):
        """What the API answers: status, body, headers. 502 and a problem where it cannot be reached."""
        query = {**({"site": self.site} if self.site else {}), **query}
        query = {name: value for name, value in query.items() if value is not None}
        try:
            with opened(f"{self.api}{address}?{urlencode(query)}", timeout=10) as response:
                return response.status, response.read(), response.headers
        except HTTPError as error:
            return error.code, error.read(), error.headers
        except (OSError, HTTPException) as error:
            return 502, json.dumps({"detail": str(error)}).encode(), {"Content-Type": "application/json"}

    def oembed(self, address):
        """Where others ask what to show of the page at that address."""
        return f"{self.api}/oembed/?{urlencode({'url': address})}" if address else ""

    def policy(self, path):
        """Nothing is loaded from a third host. The admin, and nobody else, may show pages in a frame."""
        policy = (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {self.api};"
            f" connect-src 'self' {self.api}; form-action 'self'; base-uri 'none';"
            f" frame-ancestors 'self' {self.api}"
        )
        draft = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"} if path == "/preview" else {}
        return {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", **draft}

    def answer(self, status, body, content_type, headers=None):
        self.send_response(status)
        # What was changed here is there with the next load; and a draft must not be kept.
        own = {"Content-Type": content_type, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        for name, value in {**own, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, form, *values):
        """Nothing: a preview's token stands in the address."""


def head(seo, oembed):
    """Title, description, canonical address, language versions, oEmbed, and what search engines read."""
    if seo is None:
        return "<title>…</title>"
    links = "".join(
        f'<link rel="alternate" hreflang="{escape(one["hreflang"])}" href="{escape(one["href"])}">'
        for one in seo["alternates"]
    )
    # `<` in JSON could end the element.
    data = json.dumps(seo["json_ld"]).replace("<", "\\u003c")
    return (
        f"<title>{escape(seo['title'])}</title>"
        f'<meta name="description" content="{escape(seo["description"] or "")}">'
        f'<meta name="robots" content="{escape(seo["robots"])}">'
        f'<link rel="canonical" href="{escape(seo["canonical"])}">{links}'
        f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed)}">'
        f'<script type="application/ld+json">{data}</script>'
    )


def main():
    options = argparse.ArgumentParser(description="Serves the starter frontend.")
    options.add_argument("--api", default="http://localhost:8000", help="where Dateline is (%(default)s)")
    options.add_argument(
        "--site", default="", help="host of the site to show, host or host:port (the default site)"
    )
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8001)
    chosen = options.parse_args()
    Website.api, Website.site = chosen.api.rstrip("/"), chosen.site
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    if ":" in chosen.host:
        ThreadingHTTPServer.address_family = socket.AF_INET6
    ThreadingHTTPServer((chosen.host, chosen.port), Website).serve_forever()


if __name__ == "__main__":
    main()
