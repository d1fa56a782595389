//! The licences of everything that is built, against the list in `deny.toml`. Needs no extra tool
//! and no network: it asks cargo for what is already there.

use serde_json::Value;

/// Lists the packages of `metadata` whose licence `allowed` does not cover, as `name: licence`.
pub fn refused(metadata: &Value, allowed: &[String]) -> Vec<String> {
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let mut out = Vec::new();
    for package in packages {
        let name = package["name"].as_str().expect("a package has a name");
        let licence = package["license"].as_str().unwrap_or("none named");
        if !covered(licence, allowed) {
            out.push(format!("{name}: {licence}"));
        }
    }
    out
}

/// The allow list of `deny.toml`.
pub fn allowed(deny: &str) -> Vec<String> {
    let deny: toml::Table = deny.parse().expect("deny.toml is TOML");
    let list = deny["licenses"]["allow"].as_array().expect("a list");
    let text = |licence: &toml::Value| licence.as_str().expect("a text").to_owned();
    list.iter().map(text).collect()
}

/// Judges an SPDX expression; the old `/` counts as OR.
fn covered(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let good = either(&words, &mut at, allowed);
    good && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut good = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        good |= both(words, at, allowed);
    }
    good
}

fn both(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut good = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        good &= one(words, at, allowed);
    }
    good
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let good = either(words, at, allowed);
        *at += 1;
        return good;
    }
    if words.get(*at) == Some(&"WITH") {
        let whole = format!("{word} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
        return allowed.contains(&whole);
    }
    allowed.iter().any(|licence| licence == word)
}

#[test]
fn expressions_are_judged() {
    let allowed = ["MIT", "Apache-2.0", "ISC"].map(str::to_owned);
    let check = |expression: &str, expected: bool| {
        assert_eq!(covered(expression, &allowed), expected, "{expression}");
    };
    check("MIT", true);
    check("GPL-3.0", false);
    check("GPL-3.0 OR MIT", true);
    check("GPL-3.0/MIT", true);
    check("GPL-3.0 AND MIT", false);
    check("(MIT OR GPL-3.0) AND ISC", true);
    check("(MIT OR GPL-3.0) AND GPL-3.0", false);
    check("MIT OR (ISC AND GPL-3.0)", true);
    check("Apache-2.0 WITH LLVM-exception", false);
    check("Apache-2.0 WITH LLVM-exception OR MIT", true);
    check("", false);
    check("MIT MIT", false);
}

#[test]
fn a_package_without_a_covered_licence_is_named() {
    let metadata = serde_json::json!({"packages": [
        {"name": "good", "license": "MIT"},
        {"name": "bad", "license": "GPL-3.0"},
        {"name": "silent", "license": null},
    ]});
    let found = refused(&metadata, &allowed("[licenses]\nallow = [\"MIT\"]"));
    assert_eq!(found, ["bad: GPL-3.0", "silent: none named"]);
}
