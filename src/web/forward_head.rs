//! The lines above a message that is passed on, in the language of the customers.

use crate::{desk::forward::Original, domain::address::Correspondent};

use super::{
    Web,
    error::WebError,
    locale::{Arg, LocaleError, date::Reader},
};

/// Writes them: the marked line, then who wrote the message, when, about what, to whom.
///
/// # Errors
/// [`WebError`] if a sentence is missing.
pub fn lines(web: &Web, original: &Original) -> Result<Vec<String>, WebError> {
    write(web, original).map_err(WebError::internal)
}

fn write(web: &Web, original: &Original) -> Result<Vec<String>, LocaleError> {
    let (book, message) = (&original.book, &original.message);
    let language = book.language();
    let reader = Reader {
        locales: &web.locales,
        language,
        zone: book.zone(),
        now: message.at,
    };
    let say = |id, name, value: String| {
        let args = [(name, Arg::Text(value.into()))];
        web.locales.text(language, id, &args)
    };
    let people = |list: &[Correspondent]| {
        let people = list.iter().map(|who| original.written(who));
        people.collect::<Vec<_>>().join(", ")
    };
    let from = message.from.as_ref();
    let from = from.map_or_else(String::new, |who| original.written(who));
    let mut lines = vec![
        web.locales.text(language, "mail-forward-title", &[])?,
        say("mail-forward-from", "who", from)?,
        say("mail-forward-date", "at", reader.datetime(message.at)?)?,
        say("mail-forward-subject", "subject", message.subject.clone())?,
        say("mail-forward-to", "who", people(&message.to))?,
    ];
    if !message.cc.is_empty() {
        lines.push(say("mail-forward-cc", "who", people(&message.cc))?);
    }
    Ok(lines)
}
