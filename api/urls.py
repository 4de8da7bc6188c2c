"""Every public address for reading. `api.middleware` serves them ahead of all other middleware."""

from django.urls import path, re_path

from api import (
    changes,
    docs,
    files,
    llms,
    menus,
    pages,
    preview,
    resolve,
    search,
    site,
    sitemaps,
    static_builds,
    terms,
    usage,
)
from api.embeds import builder, oembed, page_card, script
from api.embeds import views as embeds
from api.feeds import views as feeds

ID = r"(?P<pk>[1-9][0-9]{0,18})"

urlpatterns = [
    path("api/v1/pages/", pages.PageListView.as_view(), name="pages"),
    re_path(rf"^api/v1/pages/{ID}/$", pages.PageView.as_view(), name="page"),
    path("api/v1/pages/find/", pages.FindView.as_view(), name="find"),
    path("api/v1/search/", search.SearchView.as_view(), name="search"),
    path("api/v1/search/suggest/", search.SuggestView.as_view(), name="suggest"),
    path("api/v1/resolve/", resolve.ResolveView.as_view(), name="resolve"),
    path("api/v1/redirects/", static_builds.RedirectListView.as_view(), name="redirects"),
    path("api/v1/paths/", static_builds.PathListView.as_view(), name="paths"),
    path("api/v1/changes/", changes.ChangeListView.as_view(), name="changes"),
    path("api/v1/menus/", menus.MenuListView.as_view(), name="menus"),
    re_path(r"^api/v1/menus/(?P<name>[a-z][a-z0-9_-]{0,49})/$", menus.MenuView.as_view(), name="menu"),
    path("api/v1/site/", site.SiteView.as_view(), name="site"),
    path("api/v1/sites/", site.SiteListView.as_view(), name="sites"),
    path("api/v1/topics/", terms.TopicListView.as_view(), name="topics"),
    path("api/v1/organisations/", terms.OrganisationListView.as_view(), name="organisations"),
    path("api/v1/countries/", terms.CountryListView.as_view(), name="countries"),
    path("api/v1/regions/", terms.RegionListView.as_view(), name="regions"),
    path("api/v1/sdgs/", terms.SdgListView.as_view(), name="sdgs"),
    path("api/v1/kinds/", terms.KindListView.as_view(), name="kinds"),
    re_path(rf"^api/v1/images/{ID}/$", files.ImageView.as_view(), name="image"),
    re_path(rf"^api/v1/documents/{ID}/$", files.DocumentView.as_view(), name="document"),
    path("api/v1/usage/", usage.UsageView.as_view(), name="usage"),
    path("api/v1/preview/", preview.PreviewView.as_view(), name="preview"),
    path("api/v1/openapi.json", docs.OpenApiView.as_view(), name="openapi"),
    path("api/v1/docs/", docs.DocsView.as_view(), name="docs"),
    path("sitemap.xml", sitemaps.SitemapView.as_view(), name="sitemap"),
    re_path(
        r"^sitemap-(?P<part>[1-9][0-9]{0,4})\.xml$", sitemaps.SitemapPartView.as_view(), name="sitemap_part"
    ),
    path("sitemap-news.xml", sitemaps.NewsSitemapView.as_view(), name="sitemap_news"),
    path("llms.txt", llms.LlmsView.as_view(), name="llms"),
    path("feeds/news.rss", feeds.RssView.as_view(), name="feed_rss"),
    path("feeds/news.atom", feeds.AtomView.as_view(), name="feed_atom"),
    path("feeds/news.json", feeds.JsonFeedView.as_view(), name="feed_json"),
    path("feeds/news.ninjs", feeds.NinjsView.as_view(), name="feed_ninjs"),
    path("embed/", builder.BuilderView.as_view(), name="embed_builder"),
    path("embed/news.js", script.ScriptView.as_view(), name="embed_news"),
    re_path(
        r"^embed/news-(?P<version>[1-9][0-9]{0,3})\.js$",
        script.VersionView.as_view(),
        name="embed_news_version",
    ),
    path("embed/news.html", embeds.FragmentView.as_view(), name="embed_fragment"),
    path("embed/news/", embeds.FrameView.as_view(), name="embed_frame"),
    re_path(rf"^embed/pages/{ID}/$", page_card.PageCardView.as_view(), name="embed_page"),
    re_path(rf"^embed/pages/{ID}/page/$", page_card.OnwardView.as_view(), name="embed_page_onward"),
    path("oembed/", oembed.OEmbedView.as_view(), name="oembed"),
    path("problems/", docs.ProblemListView.as_view(), name="problems"),
    path("problems/<slug:name>", docs.ProblemView.as_view(), name="problem"),
]
