<?php
// What WordPress makes of an answer of oEmbed from somebody it does not know.
// php wordpress.php <folder of WordPress> <address of the page> < answer
define('ABSPATH', rtrim($argv[1], '/') . '/');
define('WPINC', 'wp-includes');
error_reporting(E_ALL & ~E_DEPRECATED);
foreach (['plugin', 'load', 'functions', 'formatting', 'kses', 'embed', 'class-wp-oembed', 'pluggable', 'l10n', 'general-template', 'link-template', 'theme', 'post'] as $each) {
    require_once ABSPATH . WPINC . "/$each.php";
}
// Settings that stand in a database there.
add_filter('pre_option_blog_charset', fn () => 'UTF-8');
add_filter('pre_option_home', fn () => 'http://partner.localhost');
add_filter('pre_option_siteurl', fn () => 'http://partner.localhost');
$data = json_decode(stream_get_contents(STDIN));
$html = _wp_oembed_get_object()->data2html($data, $argv[2]);
echo wp_filter_oembed_result($html, $data, $argv[2]);
