#!/usr/bin/env bats
# axe-core, the accessibility checker, on pages as Chromium shows them: wide and narrow, light and dark. From npm, kept
# in the build folder. Skips, and is counted as skipped, where it cannot be had.
load ../helper

# lacks WHAT: each test is skipped for want of it; setup_file itself cannot skip
lacks() { echo "$1" >"$BATS_FILE_TMPDIR/lacks"; }

setup() {
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    export unlooked=
    [ ! -e "$BATS_FILE_TMPDIR/lacks" ] || skip "$(cat "$BATS_FILE_TMPDIR/lacks")"
}

setup_file() {
    command -v npm >/dev/null || { lacks 'no npm here' && return; }
    modules=${ZB_AXE:-$ZB_BUILD/npm-axe}
    export NODE_PATH=$modules/node_modules
    browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { lacks 'no chromium here' && return; }
    export browser
    [ -d "$NODE_PATH/axe-core" ] && [ -d "$NODE_PATH/playwright-core" ] ||
        (mkdir -p "$modules" && cd "$modules" && flock . timeout 120 npm install --no-audit --no-fund --prefix . axe-core@4 playwright-core@1) >"$BATS_FILE_TMPDIR/npm.log" 2>&1 ||
        { lacks 'npm could not install axe-core and playwright-core' && return; }
    cat >"$BATS_FILE_TMPDIR/axe.js" <<'END'
// axe.js FILE WIDTH-SCHEME[-contrast] ...: what axe finds in the page, and whether it is wider than the window. Contrast
// takes most of the time.
const { chromium } = require('playwright-core');
const axe = require('fs').readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
(async () => {
  const browser = await chromium.launch({ executablePath: process.env.browser, args: ['--no-sandbox'] });
  let passed = 0;
  for (const look of process.argv.slice(3)) {
    const [width, colorScheme, contrast] = look.split('-').map((s, i) => i ? s : Number(s));
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    page.on('dialog', d => { console.log('a script ran:', d.message()); d.dismiss(); });
    page.on('request', r => { if (!r.url().startsWith('file:')) console.log('fetched:', r.url()); });
    await page.goto('file://' + require('path').resolve(process.argv[2]));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wider > 0) console.log(width, colorScheme, 'wider than the window by', wider);
    await page.addScriptTag({ content: axe });
    const rules = contrast ? {} : { 'color-contrast': { enabled: false }, 'color-contrast-enhanced': { enabled: false } };
    const result = await page.evaluate(([only, rules]) => axe.run(document, { runOnly: only, resultTypes: ['violations'], rules }), [tags, rules]);
    for (const v of result.violations) console.log(width, colorScheme, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200));
    passed += result.passes.length;
    await context.close();
  }
  await browser.close();
  console.log(passed > 10 ? 'rules passed' : 'too few rules were tried: ' + passed);
})().catch(e => { console.log(e.message); process.exit(1); });
END
}

@test "axe-core finds nothing in the page of a release" {
    cp -R "$ZB_ROOT"/tests/night-report/first "$ZB_ROOT"/tests/night-report/second .
    "$ZB_ROOT/pipelines/night/database" first 2023-11-24.1 2023-11-24
    "$ZB_ROOT/pipelines/night/database" second 2023-11-25.1 2023-11-25 first/dataset.db
    "$ZB_ROOT/pipelines/night/report" second >page.html
    try "node $BATS_FILE_TMPDIR/axe.js page.html 1280-light-contrast 360-dark-contrast"
    exits 0
    out 'rules passed'
    any err
}

@test "axe-core finds nothing in an empty page, nor in one of hostile text" {
    mkdir r
    head -n 1 "$ZB_ROOT/tests/night-report/first/observations.csv" >r/observations.csv
    "$ZB_ROOT/pipelines/night/database" r 2023-11-24.1 2023-11-24
    "$ZB_ROOT/pipelines/night/report" r >empty.html
    try "node $BATS_FILE_TMPDIR/axe.js empty.html 360-dark"
    exits 0
    out 'rules passed'
    any err
    mkdir h
    python3 "$ZB_ROOT/tests/night-report/hostile.py" h
    "$ZB_ROOT/pipelines/night/database" h 2023-11-24.1 2023-11-24
    "$ZB_ROOT/pipelines/night/report" h >hostile.html
    try "node $BATS_FILE_TMPDIR/axe.js hostile.html 360-light"
    exits 0
    out 'rules passed'
    any err
}

@test "axe-core does find what is wrong" {
    echo '<!DOCTYPE html><html><head><title>x</title></head><body><img src="x.png"><p style="color:#ccc">grey</p></body></html>' >bad.html
    try "node $BATS_FILE_TMPDIR/axe.js bad.html 360-light-contrast | grep -oE '^360 light (image-alt|color-contrast|html-has-lang)'"
    exits 0
    out '360 light color-contrast' '360 light html-has-lang' '360 light image-alt'
    any err
}
