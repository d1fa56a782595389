//! The template engine: one render is one page or one fragment, complete and escaped.
//!
//! Undefined names are errors, all templates compile at start, and only `_macros.html` may call a
//! text safe. Never reads a clock and never speaks a language of its own.

use std::sync::Arc;

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, context,
    escape_formatter, value::Serde,
};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::{
    locale::{LocaleError, Locales, date::Reader, escape},
    view::Shell,
};
use crate::domain::{time::Timestamp, user::Language};

mod fixed;
mod words;

use fixed::Fixed;

#[derive(RustEmbed)]
#[folder = "web/templates"]
struct Files;

/// All templates, compiled for each language, and the words they say.
pub struct Templates {
    en: Environment<'static>,
    fr: Environment<'static>,
}

/// Why a page cannot be made. Always a fault of the desk, never of the reader.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error("the locale does not load")]
    Locale(#[from] LocaleError),
    #[error("template {name} does not compile or render: {detail}")]
    Template { name: String, detail: String },
}

impl Templates {
    /// Compiles everything.
    ///
    /// # Errors
    /// [`PageError`] names the file.
    pub fn load() -> Result<Self, PageError> {
        let locales = Arc::new(Locales::load()?);
        Ok(Self {
            en: compiled(&locales, Language::En)?,
            fr: compiled(&locales, Language::Fr)?,
        })
    }

    fn of(&self, language: Language) -> &Environment<'static> {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}

fn compiled(locales: &Arc<Locales>, language: Language) -> Result<Environment<'static>, PageError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(format);
    add_functions(&mut environment, Arc::clone(locales));
    let mut fixed = Fixed::new(&environment, language);
    let sources: Vec<_> = Files::iter()
        .map(|name| {
            let file = Files::get(&name).map(|file| file.data).unwrap_or_default();
            let source = fixed.put(&String::from_utf8_lossy(&file));
            (name.into_owned(), source)
        })
        .collect();
    for (name, source) in sources {
        environment
            .add_template_owned(name.clone(), source)
            .map_err(|error| failed(&name, &error))?;
    }
    words::add_states(&mut environment, language)
        .map_err(|error| failed("_states.html", &error))?;
    Ok(environment)
}

/// Renders a page or a fragment, such as `ticket_list.html` or `_ticket_preview.html`.
///
/// The template sees `shell`, `page` and, for the words and the clock, `lang`, `zone`, `now`.
///
/// # Errors
/// [`PageError::Template`] when the template and its view struct do not fit.
pub fn render<P: Serialize>(
    templates: &Templates,
    name: &str,
    shell: &Shell,
    page: &P,
) -> Result<String, PageError> {
    let template = templates
        .of(shell.lang)
        .get_template(name)
        .map_err(|error| failed(name, &error))?;
    let context = context! {
        lang => shell.lang.word(),
        zone => shell.zone.as_str(),
        now => shell.now.0,
        shell => Serde(shell),
        page => Serde(page),
    };
    template
        .render(context)
        .map_err(|error| failed(name, &error))
}

pub(super) fn failed(name: &str, error: &Error) -> PageError {
    let mut detail = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        detail.push_str(": ");
        detail.push_str(&cause.to_string());
        source = cause.source();
    }
    PageError::Template {
        name: name.to_owned(),
        detail,
    }
}

// The engine's own escaping also writes every slash as an entity, which makes links unreadable
// and pages heavier; between double quotes and in elements the five characters are enough.
pub(super) fn format(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => {
            out.write_str(&escape(text)).map_err(Error::from)
        }
        _ => escape_formatter(out, state, value),
    }
}

pub(super) fn add_functions(environment: &mut Environment<'static>, locales: Arc<Locales>) {
    words::add(environment, &locales);
    environment.add_function("num", |state: &State, number: i64| {
        Locales::number(language(state), number)
    });
    environment.add_function("iso", |at: i64| Timestamp(at).rfc3339());
    environment.add_function("links", |text: &str| Value::from_safe_string(links(text)));
    add_clock(environment, "ago", &locales, |reader, at| {
        reader.ago(Timestamp(at))
    });
    add_clock(environment, "since", &locales, |reader, at| {
        let (at, ago) = (Timestamp(at), reader.ago(Timestamp(at))?);
        let (iso, ago) = (at.rfc3339(), escape(&ago));
        let time = format!("<time datetime=\"{iso}\" data-ago>{ago}</time>");
        Ok(Value::from_safe_string(time))
    });
    add_clock(environment, "away", &locales, |reader, at| {
        reader.away(Timestamp(at))
    });
    add_clock(environment, "pressing", &locales, |reader, at| {
        Ok(reader.pressing(Timestamp(at)).to_owned())
    });
    add_clock(environment, "day", &locales, |reader, at| {
        reader.day(Timestamp(at))
    });
    add_clock(environment, "moment", &locales, |reader, at| {
        reader.moment(Timestamp(at))
    });
    add_clock(environment, "datetime", &locales, |reader, at| {
        reader.datetime(Timestamp(at))
    });
    add_clock(environment, "date", &locales, |reader, at| {
        reader.date_with_year(Timestamp(at))
    });
    add_clock(environment, "short_date", &locales, |reader, at| {
        reader.short_date(Timestamp(at))
    });
    add_clock(environment, "clock", &locales, |reader, at| {
        Ok(reader.clock(Timestamp(at)))
    });
    add_clock(environment, "seconds", &locales, |reader, at| {
        Ok(reader.seconds(Timestamp(at)))
    });
    add_clock(environment, "date_of", &locales, |reader, at| {
        Ok(reader.date_of(Timestamp(at)))
    });
    add_clock(environment, "size", &locales, |reader, bytes| {
        reader.size(u64::try_from(bytes).unwrap_or(0))
    });
}

fn add_clock<S: Into<Value> + 'static>(
    environment: &mut Environment<'static>,
    name: &'static str,
    locales: &Arc<Locales>,
    say: fn(&Reader<'_>, i64) -> Result<S, LocaleError>,
) {
    let locales = Arc::clone(locales);
    environment.add_function(name, move |state: &State, what: i64| {
        let zone = state.lookup("zone").unwrap_or_default();
        let now = state.lookup("now").and_then(|now| now.as_i64());
        let reader = Reader {
            locales: &locales,
            language: language(state),
            zone: zone.as_str().unwrap_or("UTC"),
            now: Timestamp(now.unwrap_or(what)),
        };
        say(&reader, what).map(Into::into).map_err(said_error)
    });
}

fn language(state: &State) -> Language {
    let word = state.lookup("lang").unwrap_or_default();
    Language::from_word(word.as_str().unwrap_or_default()).unwrap_or_default()
}

fn said_error(error: LocaleError) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string())
}

/// Escapes a plain text and makes its web addresses links that tell nobody where they were found.
fn links(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = next_link(rest) {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
            .unwrap_or(from.len());
        let (found, _) = from.split_at(end);
        let link =
            found.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '»', '”', '’']);
        html.push_str(&escape(before));
        let safe = escape(link);
        html.push_str(&format!(
            "<a href=\"{safe}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{safe}</a>"
        ));
        (_, rest) = from.split_at(link.len());
    }
    html.push_str(&escape(rest));
    html
}

fn next_link(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .filter_map(|scheme| {
            text.match_indices(scheme).map(|(at, _)| at).find(|at| {
                let (before, after) = text.split_at(*at);
                let host = after.trim_start_matches(scheme);
                !before.ends_with(char::is_alphanumeric) && host.starts_with(char::is_alphanumeric)
            })
        })
        .min()
}

#[cfg(test)]
mod tests;
