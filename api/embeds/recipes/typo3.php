<?php
namespace Vendor\Sitepackage;

use TYPO3\CMS\Core\Core\Environment;

require_once __DIR__ . '/dateline-news.php';

final class News
{
    public function render(): string
    {
        return dateline_news('{address}', Environment::getVarPath() . '/dateline-news');
    }
}
