<?php
// Reads a feed as WordPress does, and prints what its SimplePie makes of it as JSON.
// php simplepie.php <folder of WordPress> <file>
define('ABSPATH', rtrim($argv[1], '/') . '/');
define('WPINC', 'wp-includes');
error_reporting(E_ALL & ~E_DEPRECATED);
require ABSPATH . WPINC . '/class-simplepie.php';

$feed = new SimplePie();
$feed->enable_cache(false);
$feed->enable_order_by_date(false);
$feed->set_raw_data(file_get_contents($argv[2]));
if (!$feed->init()) {
    fwrite(STDERR, $feed->error() . "\n");
    exit(1);
}
$items = [];
foreach ($feed->get_items() as $item) {
    $enclosures = [];
    foreach ($item->get_enclosures() ?: [] as $each) {
        $enclosures[] = [
            'link' => $each->get_link(),
            'type' => $each->get_type(),
            'width' => $each->get_width(),
            'height' => $each->get_height(),
            'credit' => $each->get_credit() ? $each->get_credit()->get_name() : null,
        ];
    }
    $items[] = [
        'id' => $item->get_id(),
        'title' => $item->get_title(),
        'link' => $item->get_permalink(),
        'date' => $item->get_date('c'),
        'description' => $item->get_description(true),
        'content' => $item->get_content(true),
        'authors' => array_map(fn ($each) => $each->get_name(), $item->get_authors() ?: []),
        'categories' => array_map(fn ($each) => $each->get_label(), $item->get_categories() ?: []),
        'enclosures' => $enclosures,
    ];
}
echo json_encode(
    ['title' => $feed->get_title(), 'link' => $feed->get_permalink(), 'language' => $feed->get_language(), 'items' => $items],
    JSON_THROW_ON_ERROR
);
