//! One stem for a page everywhere: handler, template, test, assets. Nothing without its other half.

use std::collections::BTreeMap;

use super::source::Violation;

/// What belongs to the pages: file paths from the package's root, with their text.
pub type Files = BTreeMap<String, String>;

const HANDLERS: &str = "src/web/";
const TEMPLATES: &str = "web/templates/";
const TESTS: &str = "tests/it/web/";
const ASSETS: &str = "web/assets/";

/// Finds pages without template or test, and templates, tests, fragments and assets without a use.
pub fn pairing(files: &Files, plumbing: &[&str]) -> Vec<Violation> {
    let mut out = Vec::new();
    let has = |path: String| files.contains_key(&path);
    for path in files.keys() {
        if let Some(stem) = stem(path, HANDLERS, ".rs") {
            let page = !plumbing.contains(&stem) && stem != "tests";
            if page && !has(format!("{TEMPLATES}{stem}.html")) {
                out.push(violation(path, stem, "a page without a template"));
            }
            if page && !has(format!("{TESTS}{stem}.rs")) {
                out.push(violation(path, stem, "a page without a test of its name"));
            }
        }
        if let Some(stem) = stem(path, TESTS, ".rs")
            && !has(format!("{HANDLERS}{stem}.rs"))
        {
            out.push(violation(path, stem, "a test of no file in src/web"));
        }
        if let Some(stem) = stem(path, TEMPLATES, ".html") {
            let fragment = stem.starts_with('_');
            let shown = has(format!("{HANDLERS}{stem}.rs")) || (fragment && mentioned(files, path));
            if !shown {
                out.push(violation(path, stem, "a template that nothing shows"));
            }
        }
        if path.starts_with(ASSETS) {
            let file = path.rsplit('/').next().unwrap_or(path);
            let stem = file.split('.').next().unwrap_or(file);
            let page = has(format!("{HANDLERS}{stem}.rs"))
                && [".js", ".css"].iter().any(|ending| file.ends_with(ending));
            if !page && !mentioned(files, path) {
                out.push(violation(path, file, "an asset that nothing loads"));
            }
        }
    }
    out
}

/// The stem of a file that lies directly in `folder`.
fn stem<'a>(path: &'a str, folder: &str, ending: &str) -> Option<&'a str> {
    let stem = path.strip_prefix(folder)?.strip_suffix(ending)?;
    (!stem.contains('/')).then_some(stem)
}

/// True if another file names this one.
fn mentioned(files: &Files, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    files.iter().any(|(other, text)| {
        let reader = other.starts_with(HANDLERS) || other.starts_with("web/");
        reader && other != path && text.contains(name)
    })
}

fn violation(path: &str, word: &str, why: &str) -> Violation {
    Violation {
        path: path.to_owned(),
        line: 1,
        word: word.to_owned(),
        why: why.to_owned(),
    }
}

/// Finds what switches escaping off in a template.
pub fn unescaped(path: &str, text: &str) -> Vec<Violation> {
    if path.ends_with("/_macros.html") || path.ends_with("/_sprite.html") {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let filtered = line.split('|').skip(1).any(|rest| {
            let rest = rest.trim_start();
            rest.strip_prefix("safe")
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        });
        let word = if filtered { "|safe" } else { "autoescape" };
        if filtered || line.contains("autoescape") {
            let why = "escaping is never switched off: text of a stranger would become HTML";
            let line = i + 1;
            let found = violation(path, word, why);
            out.push(Violation { line, ..found });
        }
    }
    out
}

/// The paths that are refused among `paths`, each given as `path` or `path=text`.
fn check(paths: &[&str], expected: &[&str]) {
    let files: Files = paths
        .iter()
        .map(|path| path.split_once('=').unwrap_or((path, "")))
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    let found = pairing(&files, &["stream"]);
    let found: Vec<&str> = found.iter().map(|found| found.path.as_str()).collect();
    assert_eq!(found, expected, "from {paths:?}");
}

#[test]
fn a_page_has_its_template_and_its_test() {
    let page = ["src/web/a.rs", "web/templates/a.html", "tests/it/web/a.rs"];
    check(&page, &[]);
    check(&page[..2], &["src/web/a.rs"]);
    check(&[page[0], page[2]], &["src/web/a.rs"]);
    check(&page[1..], &["tests/it/web/a.rs", "web/templates/a.html"]);
    check(
        &["src/web/stream.rs", "src/web/tests.rs", "src/web/api/a.rs"],
        &[],
    );
}

#[test]
fn fragments_and_assets_are_used() {
    let page = [
        "src/web/a.rs",
        "web/templates/a.html={% include '_b.html' %}",
        "tests/it/web/a.rs",
    ];
    let with = |more: &'static str| [&page[..], &[more]].concat();
    check(&with("web/templates/_b.html"), &[]);
    check(
        &with("web/templates/_c.html=_c.html"),
        &["web/templates/_c.html"],
    );
    check(&with("web/assets/a.css"), &[]);
    check(&with("web/assets/b.js"), &["web/assets/b.js"]);
    check(
        &[
            &with("web/assets/b.js")[..],
            &["web/assets/a.js=import './b.js'"],
        ]
        .concat(),
        &[],
    );
}

#[test]
fn escaping_stays_on() {
    let words = |path: &str, text: &str| -> Vec<usize> {
        unescaped(path, text)
            .iter()
            .map(|found| found.line)
            .collect()
    };
    assert_eq!(words("web/templates/a.html", "x\n{{ a | safe }}"), [2]);
    assert_eq!(words("web/templates/a.html", "{{ a|safe}}"), [1]);
    assert_eq!(words("web/templates/a.html", "{% autoescape false %}"), [1]);
    assert_eq!(
        words("web/templates/a.html", "{{ a | safely }} safe"),
        [0; 0]
    );
    assert_eq!(
        words("web/templates/_macros.html", "{{ a | safe }}"),
        [0; 0]
    );
}
