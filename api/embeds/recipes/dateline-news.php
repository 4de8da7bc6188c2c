<?php
/**
 * An organisation's news as HTML, for a page that PHP makes.
 *
 * Asks for it at most once in so many seconds, waits for the answer three seconds at most, and shows the last good one
 * meanwhile and whenever there is none to be had; but none that is older than a day, for news may be withdrawn.
 * $folder: where that is kept; the web server may write there, and gives nothing out of it.
 */
function dateline_news(string $address, string $folder, int $seconds = 300): string
{
    $file = $folder . '/' . hash('sha256', $address) . '.json';
    $kept = is_file($file) ? json_decode((string) file_get_contents($file), true) : null;
    $kept = is_array($kept) ? $kept : ['html' => '', 'etag' => '', 'asked' => 0, 'good' => 0];
    if ($kept['asked'] <= time() - $seconds) {
        // Written down beforehand: while this visitor waits, no other asks too.
        $kept['asked'] = time();
        dateline_news_keep($file, $kept);
        $kept = dateline_news_ask($address, $kept);
        dateline_news_keep($file, $kept);
    }
    return $kept['good'] > time() - 86400 ? $kept['html'] : '';
}

/** What is kept, as it is after one question. */
function dateline_news_ask(string $address, array $kept): array
{
    $header = $kept['etag'] === '' ? [] : ['If-None-Match: ' . $kept['etag']];
    $options = ['timeout' => 3, 'ignore_errors' => true, 'follow_location' => 0, 'header' => $header];
    $stream = @fopen($address, 'r', false, stream_context_create(['http' => $options]));
    $told = $stream ? stream_get_meta_data($stream)['wrapper_data'] : [];
    $status = preg_match('~^HTTP/\S+ (\d+)~', $told[0] ?? '', $found) ? (int) $found[1] : 0;
    $html = '';
    $late = microtime(true) + 3;
    while ($stream && !feof($stream) && strlen($html) < 1000000) {
        $html .= fread($stream, 65536);
        if (microtime(true) > $late || stream_get_meta_data($stream)['timed_out']) {
            $status = 0;
            break;
        }
    }
    if ($status === 304) {
        return ['good' => time()] + $kept;
    }
    if ($status === 200) {
        $tags = preg_grep('~^ETag:~i', $told);
        return ['html' => $html, 'etag' => trim(substr((string) end($tags), 5)), 'good' => time()] + $kept;
    }
    error_log("dateline_news: $address: " . ($status ?: 'no answer in time') . ' ' . substr($html, 0, 500));
    return $kept;
}

/** Whole or not at all, whoever reads it at the same time. */
function dateline_news_keep(string $file, array $kept): void
{
    if (!is_dir(dirname($file))) {
        mkdir(dirname($file), 0700, true);
    }
    $new = tempnam(dirname($file), 'new');
    file_put_contents($new, json_encode($kept));
    rename($new, $file);
}
