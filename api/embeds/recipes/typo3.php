<?php
namespace Vendor\Sitepackage;

use TYPO3\CMS\Core\Attribute\AsAllowedCallable;
use TYPO3\CMS\Core\Core\Environment;

require_once __DIR__ . '/dateline-news.php';

final class News
{
    // TYPO3 14 wants to be told; those before it take no notice.
    #[AsAllowedCallable]
    public function render(): string
    {
        return dateline_news('{address}', Environment::getVarPath() . '/dateline-news');
    }
}
