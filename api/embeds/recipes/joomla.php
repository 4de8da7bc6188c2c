<?php
defined('_JEXEC') or die;
require_once __DIR__ . '/dateline-news.php';
echo dateline_news('{address}', JPATH_CACHE . '/dateline-news');
