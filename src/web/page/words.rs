//! What templates say again and again: sentences, icons and the addresses of assets.
//!
//! A page of fifty rows says two thousand of them, so whatever is the same at every reader is made
//! once, at start. Only sentences that take something are made where they are said.

use std::{collections::HashMap, sync::Arc};

use minijinja::{Environment, Error, ErrorKind, State, Value, context, value::Kwargs};

use super::{super::assets, language, said_error};
use crate::{
    domain::{
        ticket::{Priority, Status},
        user::Language,
    },
    web::locale::{Arg, LocaleError, Locales, escape},
};

/// The sentences that take nothing, each ready to be put into a page.
struct Ready {
    en: HashMap<String, Value>,
    fr: HashMap<String, Value>,
}

impl Ready {
    fn new(locales: &Locales, put: fn(String) -> Value) -> Self {
        let of = |language| {
            let fixed = locales.fixed(language).into_iter();
            fixed.map(|(id, said)| (id, put(said))).collect()
        };
        Self {
            en: of(Language::En),
            fr: of(Language::Fr),
        }
    }

    fn get(&self, language: Language, id: &str) -> Option<Value> {
        let words = match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        };
        words.get(id).cloned()
    }
}

/// Adds `t` and `tx` (a sentence as HTML and as plain text), `asset` and `icon`.
pub(super) fn add(environment: &mut Environment<'static>, locales: &Arc<Locales>) {
    add_sentences(
        environment,
        "t",
        locales,
        Locales::html,
        Value::from_safe_string,
    );
    add_sentences(environment, "tx", locales, Locales::text, Value::from);
    environment.add_function("asset", asset);
    environment.add_function("icon", icon);
}

/// How a sentence is said.
type Say = fn(&Locales, Language, &str, &[(&str, Arg<'_>)]) -> Result<String, LocaleError>;

fn add_sentences(
    environment: &mut Environment<'static>,
    name: &'static str,
    locales: &Arc<Locales>,
    say: Say,
    put: fn(String) -> Value,
) {
    let (locales, ready) = (Arc::clone(locales), Ready::new(locales, put));
    environment.add_function(name, move |state: &State, id: &str, args: Kwargs| {
        let (language, args) = (language(state), arguments(&args)?);
        if args.is_empty()
            && let Some(said) = ready.get(language, id)
        {
            return Ok(said);
        }
        let said = say(&locales, language, id, &args).map_err(said_error)?;
        Ok::<_, Error>(put(said))
    });
}

/// Adds `status` and `priority`: drawn once for each word, and said for every row of a list.
///
/// # Errors
/// When `_states.html` does not render.
pub(super) fn add_states(
    environment: &mut Environment<'static>,
    language: Language,
) -> Result<(), Error> {
    let statuses = Status::ALL.map(Status::word);
    let priorities = Priority::ALL.map(Priority::word);
    for (name, words) in [("status", statuses), ("priority", priorities)] {
        let source = format!("{{% from '_states.html' import {name} %}}{{{{ {name}(word) }}}}");
        let mut drawn = HashMap::new();
        for word in words {
            let context = context! { lang => language.word(), word };
            let state = environment.render_str(&source, context)?;
            drawn.insert(word, Value::from_safe_string(state));
        }
        environment.add_function(name, move |word: &str| {
            drawn.get(word).cloned().ok_or_else(|| {
                Error::new(ErrorKind::InvalidOperation, format!("no {name} `{word}`"))
            })
        });
    }
    Ok(())
}

fn asset(name: &str) -> Result<&'static str, Error> {
    assets::url(name)
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no asset `{name}`")))
}

/// An icon of the sprite, of 16 pixels unless told.
fn icon(name: &str, size: Option<u32>) -> Result<Value, Error> {
    let (size, sprite, name) = (size.unwrap_or(16), asset("icons.svg")?, escape(name));
    Ok(Value::from_safe_string(format!(
        "<svg width=\"{size}\" height=\"{size}\" aria-hidden=\"true\"><use href=\"{sprite}#i-{name}\"/></svg>"
    )))
}

fn arguments(args: &Kwargs) -> Result<Vec<(&str, Arg<'static>)>, Error> {
    args.args()
        .map(|name| {
            let value: Value = args.get(name)?;
            let arg = match (value.as_str(), value.as_i64()) {
                (Some(text), _) => Arg::Text(text.to_owned().into()),
                (None, Some(number)) => Arg::Number(number),
                (None, None) => {
                    let message = format!("argument `{name}` is neither text nor a whole number");
                    return Err(Error::new(ErrorKind::InvalidOperation, message));
                }
            };
            Ok((name, arg))
        })
        .collect()
}

#[cfg(test)]
mod tests;
