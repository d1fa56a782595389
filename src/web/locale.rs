//! The sentences of the desk in English and French (Fluent), read once at start.
//!
//! A message may hold `<b> <a> <kbd> <code>`; what is put into it never can: [`Locales::html`]
//! escapes every argument, [`Locales::text`] gives plain text for the template to escape. Never
//! guesses: a missing message or argument is an error.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use crate::domain::user::Language;

pub mod date;

#[derive(RustEmbed)]
#[folder = "web/locale"]
struct Files;

/// Both languages.
pub struct Locales {
    en: FluentBundle<FluentResource>,
    fr: FluentBundle<FluentResource>,
    /// Of every message; a test holds that both languages have the same.
    ids: Vec<String>,
}

/// What a sentence is made with.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    Text(Cow<'a, str>),
    /// Chooses the plural and is written with the language's separators.
    Number(i64),
}

/// Why a sentence cannot be said.
#[derive(Debug, thiserror::Error)]
pub enum LocaleError {
    #[error("locale file {0} is missing")]
    NoFile(String),
    #[error("locale file {file} does not parse: {detail}")]
    Syntax { file: String, detail: String },
    #[error("no message `{id}` in {language}")]
    NoMessage { id: String, language: &'static str },
    #[error("message `{id}` in {language}: {detail}")]
    Format {
        id: String,
        language: &'static str,
        detail: String,
    },
}

impl Locales {
    /// Reads both files.
    ///
    /// # Errors
    /// [`LocaleError`] names the file and what is wrong with it.
    pub fn load() -> Result<Self, LocaleError> {
        Ok(Self {
            en: bundle(Language::En)?,
            fr: bundle(Language::Fr)?,
            ids: ids(&source(Language::En)?),
        })
    }

    /// Says a sentence as plain text, for attributes and mails.
    ///
    /// # Errors
    /// When the message or one of its arguments is missing.
    pub fn text(
        &self,
        language: Language,
        id: &str,
        args: &[(&str, Arg<'_>)],
    ) -> Result<String, LocaleError> {
        let given = args.iter().map(|(name, arg)| (*name, value(arg)));
        self.format(language, id, given.collect())
    }

    /// Says a sentence as HTML: arguments escaped and set apart by `<bdi>`.
    ///
    /// The argument `href` stands in an attribute and is escaped only.
    ///
    /// # Errors
    /// When the message or one of its arguments is missing.
    pub fn html(
        &self,
        language: Language,
        id: &str,
        args: &[(&str, Arg<'_>)],
    ) -> Result<String, LocaleError> {
        let given = args.iter().map(|(name, arg)| {
            let safe = match arg {
                Arg::Text(text) if *name == "href" => FluentValue::from(escape(text).into_owned()),
                Arg::Text(text) => FluentValue::from(format!("<bdi>{}</bdi>", escape(text))),
                Arg::Number(_) => value(arg),
            };
            (*name, safe)
        });
        self.format(language, id, given.collect())
    }

    /// The sentences that take no argument, with their ids: what is always said the same.
    #[must_use]
    pub fn fixed(&self, language: Language) -> Vec<(String, String)> {
        let bundle = self.bundle(language);
        let ids = self.ids.iter().filter(|id| bundle.has_message(id));
        ids.filter_map(|id| Some((id.clone(), self.text(language, id, &[]).ok()?)))
            .collect()
    }

    /// Writes a whole number with the language's separators.
    #[must_use]
    pub fn number(language: Language, number: i64) -> String {
        grouped(number, separator(language))
    }

    fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }

    fn format(
        &self,
        language: Language,
        id: &str,
        args: FluentArgs<'_>,
    ) -> Result<String, LocaleError> {
        let bundle = self.bundle(language);
        let pattern = bundle
            .get_message(id)
            .and_then(|message| message.value())
            .ok_or_else(|| LocaleError::NoMessage {
                id: id.to_owned(),
                language: language.word(),
            })?;
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&args), &mut errors);
        match errors.first() {
            None => Ok(said.into_owned()),
            Some(error) => Err(LocaleError::Format {
                id: id.to_owned(),
                language: language.word(),
                detail: error.to_string(),
            }),
        }
    }
}

fn file(language: Language) -> String {
    format!("{}.ftl", language.word())
}

fn source(language: Language) -> Result<String, LocaleError> {
    let file = file(language);
    let bytes = Files::get(&file).ok_or(LocaleError::NoFile(file))?;
    Ok(String::from_utf8_lossy(&bytes.data).into_owned())
}

// A message begins where a line does: what follows it is indented, comments begin with a number sign.
fn ids(text: &str) -> Vec<String> {
    let begun = text.lines().filter_map(|line| line.split_once(" ="));
    begun
        .map(|(id, _)| id)
        .filter(|id| !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c == '#'))
        .map(str::to_owned)
        .collect()
}

fn bundle(language: Language) -> Result<FluentBundle<FluentResource>, LocaleError> {
    let (file, text) = (file(language), source(language)?);
    let syntax = |detail: String| LocaleError::Syntax {
        file: file.clone(),
        detail,
    };
    let resource =
        FluentResource::try_new(text).map_err(|(_, errors)| syntax(format!("{errors:?}")))?;
    let id: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The isolating marks would end up in attributes and mails; `<bdi>` does their work in pages.
    bundle.set_use_isolating(false);
    match language {
        Language::En => {
            bundle.set_formatter(Some(|value, _| formatted(value, separator(Language::En))));
        }
        Language::Fr => {
            bundle.set_formatter(Some(|value, _| formatted(value, separator(Language::Fr))));
        }
    }
    bundle
        .add_resource(resource)
        .map_err(|errors| syntax(format!("{errors:?}")))?;
    Ok(bundle)
}

fn value<'a>(arg: &'a Arg<'_>) -> FluentValue<'a> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.as_ref()),
        Arg::Number(number) => FluentValue::from(*number),
    }
}

fn formatted(value: &FluentValue<'_>, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    // Only whole numbers are ever given (`Arg::Number`); beyond 2^53 a count would lose its end.
    Some(grouped(number.value as i64, separator))
}

fn separator(language: Language) -> char {
    match language {
        Language::En => ',',
        // French groups by a narrow space that does not break.
        Language::Fr => '\u{202f}',
    }
}

fn grouped(number: i64, separator: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Escapes a text for HTML, in an element or between double quotes.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests;
