//! The two languages say the same things, and the templates say only them.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn ids(language: Language) -> BTreeMap<String, String> {
    let file = Files::get(&format!("{}.ftl", language.word())).expect("a locale");
    let text = String::from_utf8(file.data.into_owned()).expect("UTF-8");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, rest)) = line.split_once(" =").filter(|(id, _)| !id.starts_with(' ')) {
            let again = found.insert(id.to_owned(), rest.trim().to_owned());
            assert_eq!(again, None, "{id} twice in {language:?}");
            last = Some(id.to_owned());
        } else if let Some(value) = last.as_ref().and_then(|id| found.get_mut(id)) {
            value.push_str(line);
        }
    }
    found
}

fn templates() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    let folders = ["templates", "mail/invite", "mail/reset"];
    folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("templates"))
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read_to_string(&path).expect("a template"))
        })
        .collect()
}

/// What `t("…")` and `tx("…")` name: whole ids, and beginnings that a word completes.
fn used() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut whole, mut begun) = (BTreeSet::new(), BTreeSet::new());
    for (name, text) in templates() {
        for call in ["t(\"", "tx(\""] {
            for (at, _) in text.match_indices(call) {
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let rest = text.get(at + call.len()..).unwrap_or_default();
                let (id, after) = rest
                    .split_once('"')
                    .unwrap_or_else(|| panic!("a quote in {name}"));
                if after.trim_start().starts_with('~') {
                    begun.insert(id.to_owned());
                } else {
                    whole.insert(id.to_owned());
                }
            }
        }
    }
    // Chosen by a condition inside the call.
    whole.extend(["setup-create", "setup-continue"].map(str::to_owned));
    // Completed by a number, in `date.rs`.
    begun.extend(["date-weekday-", "date-month-", "date-month-short-"].map(str::to_owned));
    (whole, begun)
}

/// The text of every source file that is no test.
fn sources() -> String {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs")
            {
                text.push_str(&std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }
    text
}

#[test]
fn both_languages_say_the_same() {
    let (en, fr) = (ids(Language::En), ids(Language::Fr));
    assert_eq!(en.keys().collect::<Vec<_>>(), fr.keys().collect::<Vec<_>>());
    for (id, value) in &en {
        let names = |value: &str| {
            value
                .split('$')
                .skip(1)
                .map(|rest| {
                    rest.split(|c: char| !c.is_alphanumeric())
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                })
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(names(value), names(&fr[id]), "arguments of {id}");
        assert_eq!(
            value.matches('<').count(),
            fr[id].matches('<').count(),
            "tags of {id}"
        );
    }
}

#[test]
fn every_id_is_used_and_every_use_has_an_id() {
    let known = ids(Language::En);
    let ((whole, begun), sources) = (used(), sources());
    for id in &whole {
        assert!(known.contains_key(id), "{id} is in no locale");
    }
    for start in &begun {
        assert!(
            known.keys().any(|id| id.starts_with(start)),
            "nothing begins with {start}"
        );
    }
    for id in known.keys() {
        let alive = whole.contains(id)
            || begun.iter().any(|start| id.starts_with(start))
            || sources.contains(&format!("\"{id}\""));
        assert!(alive, "{id} is said nowhere");
    }
}

#[test]
fn messages_hold_only_the_allowed_tags() {
    for (id, value) in ids(Language::En).into_iter().chain(ids(Language::Fr)) {
        for tag in value.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let name = tag
                .trim_start_matches('/')
                .split(' ')
                .next()
                .unwrap_or_default();
            assert!(
                matches!(name, "b" | "a" | "kbd" | "code"),
                "<{tag}> in {id}"
            );
            assert!(
                name != "a" || tag == "/a" || tag == "a href=\"{ $href }\"",
                "<{tag}> in {id}"
            );
        }
    }
}

#[test]
fn french_is_set_as_french() {
    for (id, value) in ids(Language::Fr) {
        let letters = value.chars().collect::<Vec<_>>();
        for pair in letters.windows(2) {
            let [before, mark] = pair else { continue };
            let double = matches!(mark, ';' | '?' | '!') || (*mark == ':' && *before == ' ');
            assert!(
                !double || *before == '\u{a0}' || *before == '\u{202f}',
                "{before}{mark} in {id}: {value}"
            );
            assert_ne!(*mark, '\'', "straight apostrophe in {id}");
        }
    }
}

/// Letters outside of `{{ }}`, `{% %}` and tags are sentences that no translator would see.
#[test]
fn no_words_in_templates() {
    for (name, text) in templates() {
        let mut bare = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('{') {
            let (before, from) = rest.split_at(at);
            bare.push_str(before);
            let end = ["}}", "%}", "#}"]
                .iter()
                .zip(["{{", "{%", "{#"])
                .find(|(_, open)| from.starts_with(open));
            rest = match end.and_then(|(close, _)| from.find(close)) {
                Some(close) => from.split_at(close + 2).1,
                None => from.split_at(1).1,
            };
        }
        bare.push_str(rest);
        for attribute in ["aria-label", "placeholder", "title", "alt"] {
            for rest in bare.split(&format!(" {attribute}=\"")).skip(1) {
                let value = rest.split('"').next().unwrap_or_default();
                assert!(
                    !value.chars().any(char::is_alphabetic),
                    "{attribute}=\"{value}\" in {name}"
                );
            }
        }
        for piece in bare.split('>').skip(1) {
            let words = piece.split('<').next().unwrap_or_default();
            let own = words.replace("Guichet", "").replace("Ctrl+↵", "");
            assert!(
                !own.chars().any(char::is_alphabetic),
                "“{}” in {name}",
                words.trim()
            );
        }
    }
}

fn check_html(text: &str, expected: &str) {
    let locales = Locales::load().expect("locales");
    let args = [("reference", Arg::Text(text.into()))];
    let said = locales
        .html(Language::En, "error-reference", &args)
        .expect("a sentence");
    assert!(
        said.contains(&format!("<code><bdi>{expected}</bdi></code>")),
        "{said}"
    );
}

#[test]
fn arguments_are_escaped() {
    check_html("7F3A", "7F3A");
    check_html(
        "<b>\"a\" & 'b'</b>",
        "&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;",
    );
    let locales = Locales::load().expect("locales");
    let missing = locales.html(Language::En, "error-reference", &[]);
    assert!(matches!(missing, Err(LocaleError::Format { .. })));
    let unknown = locales.text(Language::Fr, "no-such", &[]);
    assert!(matches!(unknown, Err(LocaleError::NoMessage { .. })));
}

#[test]
fn plurals_and_numbers() {
    let locales = Locales::load().expect("locales");
    let check = |language: Language, total: i64, expected: &str| {
        let said = locales.text(
            language,
            "ticket_list-total",
            &[("total", Arg::Number(total))],
        );
        assert_eq!(said.expect("a sentence"), expected);
    };
    check(Language::En, 0, "0 tickets");
    check(Language::En, 1, "1 ticket");
    check(Language::En, 1_042, "1,042 tickets");
    check(Language::Fr, 0, "0 ticket"); // French counts nothing as one
    check(Language::Fr, 2, "2 tickets");
    check(Language::Fr, 1_234_567, "1\u{202f}234\u{202f}567 tickets");
    assert_eq!(Locales::number(Language::En, -1_000), "-1,000");
}

/// French has two words for it: one of them is enough.
#[test]
fn french_calls_an_e_mail_by_one_name() {
    for (id, text) in ids(Language::Fr) {
        assert!(!text.to_lowercase().contains("e-mail"), "{id} = {text}");
    }
}

#[test]
fn what_the_desk_says_of_a_delivery_is_said_in_both_languages() {
    for language in [Language::En, Language::Fr] {
        let known = ids(language);
        for reason in crate::domain::reason::Reason::ALL {
            let id = format!("reason-{}", reason.word());
            assert!(known.contains_key(&id), "{language:?} {id}");
        }
    }
}
