# A Varnish (7 or newer, with its module xkey) before Dateline: what is public is kept here for a day, and forgotten by
# surrogate key the moment it changes (docs/operating.md, An edge).
#
#   varnishd -a :6081 -f deploy/varnish/dateline.vcl -s malloc,512m
#   EDGE_PURGE_URLS=http://127.0.0.1:6081/
vcl 4.1;

import std;
import xkey;

backend dateline {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = {
        .url = "/health/ready";
        .interval = 2s;
        .timeout = 2s;
    }
}

# Who may have something forgotten: the machines that workers run on.
acl workers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    unset req.http.Kept;
    if (req.method == "PURGE") {
        if (client.ip !~ workers) {
            return (synth(403, "Not yours to purge"));
        }
        if (!req.http.Surrogate-Key) {
            return (synth(400, "Surrogate-Key is missing"));
        }
        # At once, not softly: what is withdrawn may not be served stale either.
        set req.http.Forgotten = xkey.purge(req.http.Surrogate-Key);
        return (synth(200, "Forgotten: " + req.http.Forgotten));
    }
    # What is not a public read, and what somebody signs, is none of ours.
    if (req.url !~ "^/(api/v1|files|problems|feeds|embed|oembed)/" && req.url !~ "^/(sitemap[^/]*\.xml|llms\.txt)(\?|$)") {
        return (pass);
    }
    if (req.url ~ "^/files/private/" || req.http.Authorization) {
        return (pass);
    }
    unset req.http.Cookie;
    set req.http.Kept = "yes";
    # Old answers while new ones are fetched for a minute; for longer only where the server is down.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 60s;
    }
}

sub vcl_backend_fetch {
    unset bereq.http.Kept;
}

sub vcl_backend_response {
    if (beresp.http.Cache-Control ~ "no-store|private") {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        return (deliver);
    }
    set beresp.http.xkey = beresp.http.Surrogate-Key;
    if (beresp.http.Surrogate-Control) {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, "^.*max-age=([0-9]+).*$", "\1s"), 0s);
        set beresp.grace = 0s;
        if (beresp.http.Surrogate-Control ~ "stale-if-error=") {
            set beresp.grace =
                std.duration(regsub(beresp.http.Surrogate-Control, "^.*stale-if-error=([0-9]+).*$", "\1s"), 0s);
        }
    }
    if (beresp.http.Content-Type ~ "^(application/.*json|application/.*xml|text/)") {
        set beresp.do_gzip = true;
    }
}

sub vcl_deliver {
    # Between this server and the edge alone.
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.Surrogate-Control;
    unset resp.http.CDN-Cache-Control;
    unset resp.http.Cache-Tag;
    if (req.http.Kept && resp.http.Cache-Control ~ "public") {
        # A browser counts its half minute from now on, unless what is shown ends sooner.
        unset resp.http.Age;
        if (obj.ttl < 0s) {
            set resp.http.Cache-Control = "public, max-age=0";
        } else if (obj.ttl < 30s) {
            set resp.http.Cache-Control = "public, max-age=" + std.integer(duration = obj.ttl, fallback = 0);
        }
    }
}
