<?php
require_once __DIR__ . '/dateline-news.php';
echo dateline_news('{address}', sys_get_temp_dir() . '/dateline-news');
