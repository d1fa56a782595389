//! What is written about rules is what the program reads: made from its lists, kept up to date.
//!
//! `GUICHET_MAKE_MANUAL=1 cargo test manual` writes it anew.

use guichet::desk::rules::manual::{schema, tables};

const BEGIN: &str = "<!-- made from the program's own lists: cargo test manual -->\n";
const END: &str = "<!-- end -->\n";

fn check(path: &str, expected: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("GUICHET_MAKE_MANUAL").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "{} is not up to date", path.display());
}

#[test]
fn the_tables_of_rules_are_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("where the tables begin");
    let (_, after) = rest.split_once(END).expect("where they end");
    let tables = tables();
    check(
        "docs/rules.md",
        &format!("{before}{BEGIN}\n{tables}\n{END}{after}"),
    );
}

#[test]
fn the_schema_of_rules_is_current() {
    let schema = serde_json::to_string_pretty(&schema()).unwrap();
    check("docs/rules.schema.json", &format!("{schema}\n"));
}

#[test]
fn every_filter_of_the_search_box_is_in_its_manual() {
    let manual = std::fs::read_to_string("docs/queries.md").unwrap();
    for key in guichet::domain::query::typed::Key::ALL {
        let row = format!("| `{}:` |", key.word());
        assert!(manual.contains(&row), "{row}");
    }
}
