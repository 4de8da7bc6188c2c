<?php
namespace Drupal\dateline_news\Plugin\Block;

use Drupal\Core\Block\Attribute\Block;
use Drupal\Core\Block\BlockBase;
use Drupal\Core\Render\Markup;
use Drupal\Core\StringTranslation\TranslatableMarkup;

require_once __DIR__ . '/../../../dateline-news.php';

#[Block(id: 'dateline_news', admin_label: new TranslatableMarkup('Dateline news'))]
final class News extends BlockBase
{
    public function build(): array
    {
        $html = dateline_news('{address}', \Drupal::service('file_system')->getTempDirectory() . '/dateline-news');
        return ['#markup' => Markup::create($html), '#cache' => ['max-age' => 300]];
    }
}
