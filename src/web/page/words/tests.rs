//! What is made ready says what would be said at the place, and no icon's name breaks out of it.

use minijinja::context;

use super::*;

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_formatter(super::super::format);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    add(
        &mut environment,
        &Arc::new(Locales::load().expect("locales")),
    );
    environment
}

fn drawn(template: &str, language: Language) -> Result<String, Error> {
    drawn_in(&environment(), template, language)
}

fn drawn_in(
    environment: &Environment<'_>,
    template: &str,
    language: Language,
) -> Result<String, Error> {
    environment.render_str(template, context! { lang => language.word() })
}

#[test]
fn a_sentence_that_takes_nothing_is_ready_in_both_languages() {
    let (locales, environment) = (Locales::load().expect("locales"), environment());
    for language in [Language::En, Language::Fr] {
        let fixed = locales.fixed(language);
        assert!(fixed.len() > 500, "{} sentences", fixed.len());
        assert!(
            !fixed.iter().any(|(id, _)| id == "date-min"),
            "wants a number"
        );
        for (id, said) in fixed {
            let html = locales.html(language, &id, &[]).expect("a sentence");
            assert_eq!(html, said, "{id}");
            assert_eq!(
                drawn_in(&environment, &format!("{{{{ t(\"{id}\") }}}}"), language).expect("drawn"),
                said
            );
        }
    }
}

#[test]
fn plain_text_is_escaped_by_the_template_also_when_it_was_ready() {
    let locales = Locales::load().expect("locales");
    let fixed = locales.fixed(Language::Fr);
    let (id, said) = fixed
        .iter()
        .find(|(_, said)| said.contains('<'))
        .expect("markup");
    let shown = drawn(&format!("{{{{ tx(\"{id}\") }}}}"), Language::Fr).expect("drawn");
    assert_eq!(shown, escape(said));
}

#[test]
fn what_is_missing_stays_an_error() {
    for template in [
        "{{ t('no-such') }}",
        "{{ tx('date-min') }}",
        "{{ asset('no.css') }}",
    ] {
        assert!(drawn(template, Language::En).is_err(), "{template}");
    }
}

#[test]
fn the_name_of_an_icon_stays_in_its_attribute() {
    let drawn = drawn("{{ icon('x\"><b>', 12) }}{{ icon('plus') }}", Language::En).expect("drawn");
    assert!(
        drawn.starts_with("<svg width=\"12\" height=\"12\""),
        "{drawn}"
    );
    assert!(drawn.contains("#i-x&quot;&gt;&lt;b&gt;\"/>"), "{drawn}");
    assert!(
        drawn.contains("width=\"16\"") && drawn.contains("#i-plus\"/>"),
        "{drawn}"
    );
}
