<?php
/* Plugin Name: Dateline news */
require_once __DIR__ . '/dateline-news/dateline-news.php';
add_shortcode('dateline_news', fn () => dateline_news('{address}', WP_CONTENT_DIR . '/cache/dateline-news'));
