//! What is put in is what would be said at the place, and what is not fixed stays.

use std::sync::Arc;

use minijinja::AutoEscape;

use super::*;
use crate::web::{locale::Locales, page};

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(page::format);
    page::add_functions(
        &mut environment,
        Arc::new(Locales::load().expect("locales")),
    );
    environment
}

fn put(source: &str, language: Language) -> String {
    Fixed::new(&environment(), language).put(source)
}

#[test]
fn sentences_icons_and_addresses_are_put_in_for_each_language() {
    let source =
        "<b title=\"{{ tx(\"app-close\") }}\">{{ icon(\"x\", 12) }}</b>{{ t(\"app-close\") }}";
    for (language, word) in [(Language::En, "Close"), (Language::Fr, "Fermer")] {
        let text = put(source, language);
        assert!(
            text.starts_with(&format!("<b title=\"{word}\"><svg width=\"12\"")),
            "{text}"
        );
        assert!(text.ends_with(&format!("</svg></b>{word}")), "{text}");
    }
    let text = put("{{ asset(\"app.css\") }}", Language::En);
    assert!(
        text.starts_with("/assets/app.") && text.ends_with(".css"),
        "{text}"
    );
}

#[test]
fn every_template_says_the_same_as_without() {
    // Markup in a sentence is escaped in plain text, as it is by the engine.
    let environment = environment();
    let locales = Locales::load().expect("locales");
    for language in [Language::En, Language::Fr] {
        let mut fixed = Fixed::new(&environment, language);
        for (id, _) in locales.fixed(language) {
            for function in ["t", "tx"] {
                let source = format!("<p>{{{{ {function}(\"{id}\") }}}}</p>");
                let context = context! { lang => language.word() };
                let drawn = environment.render_str(&source, context! { ..context.clone() });
                let text = fixed.put(&source);
                assert_eq!(
                    environment.render_str(&text, context).ok(),
                    drawn.ok(),
                    "{id}"
                );
            }
        }
    }
}

#[test]
fn what_hangs_on_something_else_stays() {
    for source in [
        "{{ tx(\"date-min\", n=1) }}",
        "{{ tx(\"status-\" ~ word) }}",
        "{{ tx(name) }}",
        "{{ tx(\"app-close\") ~ name }}",
        "{{ tx(\"app-close\")|upper }}",
        "{{ page.name }}",
        "{{- tx(\"app-close\") -}}",
        "{{ tx(\"app-close",
        "{{ num(\"1\") }}",
        "{{ \"tx(\" }}",
        "{{ ",
        "",
    ] {
        assert_eq!(put(source, Language::En), source);
    }
}

#[test]
fn what_the_engine_refuses_stays_an_error_of_the_place() {
    for source in [
        "{{ tx(\"no-such\") }}",
        "{{ tx(\"date-min\") }}",
        "{{ asset(\"no.css\") }}",
    ] {
        assert_eq!(put(source, Language::En), source);
    }
}

#[test]
fn a_text_that_the_engine_would_read_or_trim_is_left_to_it() {
    for said in ["{{ x }}", "{% x %}", "{#", "a {", " a", "a\u{a0}"] {
        assert!(!is_plain(said), "{said:?}");
    }
    assert!(is_plain("a {b} c"));
}
